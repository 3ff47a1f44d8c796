SELECT kappa, mu, count(*) AS pairs, avg(control_rate)::DECIMAL(6, 4) AS control, avg(treatment_rate)::DECIMAL(6, 4) AS treatment,
  avg(relief)::DECIMAL(6, 4) AS relief, count(*) FILTER (treatment_rate > control_rate) AS worsened
FROM comparison GROUP BY kappa, mu ORDER BY kappa, mu
