SELECT run_id_baseline, run_id_treatment, kappa, mu, control_rate, treatment_rate
FROM comparison WHERE treatment_rate > control_rate ORDER BY treatment_rate - control_rate DESC, run_id_baseline
