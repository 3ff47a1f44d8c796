/**
 * Writes the public surface of every entry point to `api/`, from the built declarations, so that a change of surface shows in review.
 * With CI set nothing is written: a report that differs is an error.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { entryPoints, packages, root } from './packages.mjs';

const localBuild = process.env.CI === undefined;
const reportFolder = path.join(root, 'api');
const reportTempFolder = path.join(root, 'temp/api');
rmSync(reportTempFolder, { recursive: true, force: true });
mkdirSync(reportFolder, { recursive: true });

/** As users see the packages: built declarations, without the condition that leads to the sources. */
const builtPackages = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2023'],
    module: 'ESNext',
    moduleResolution: 'Bundler',
    types: ['node'],
    strict: true,
    skipLibCheck: true,
  },
};

let failed = false;
const reports = new Set();
for (const each of packages) {
  for (const { specifier, types } of entryPoints(each)) {
    if (!existsSync(types)) throw new Error(`${types} is missing: run the build first`);
    const name = specifier.replace(/^@/, '').replaceAll('/', '-');
    const reportFileName = `${name}.api.md`;
    reports.add(reportFileName);
    const { succeeded, apiReportChanged } = Extractor.invoke(
      ExtractorConfig.prepare({
        configObject: {
          projectFolder: each.folder,
          mainEntryPointFilePath: types,
          newlineKind: 'lf',
          bundledPackages: [],
          compiler: { overrideTsconfig: builtPackages },
          apiReport: {
            enabled: true,
            reportFileName: name,
            reportFolder,
            reportTempFolder,
            includeForgottenExports: true,
          },
          docModel: { enabled: false },
          dtsRollup: { enabled: false },
          tsdocMetadata: { enabled: false },
          messages: {
            compilerMessageReporting: { default: { logLevel: 'error' } },
            extractorMessageReporting: {
              default: { logLevel: 'error' },
              'ae-missing-release-tag': { logLevel: 'none' },
              'ae-forgotten-export': { logLevel: 'none' },
              // Whether names are documented is for the reference to judge (`apidoc`).
              'ae-undocumented': { logLevel: 'none' },
              // Links out of a chunk that two entry points share are for the reference to judge, too.
              'ae-unresolved-link': { logLevel: 'none' },
            },
            tsdocMessageReporting: { default: { logLevel: 'none' } },
          },
        },
        configObjectFullPath: undefined,
        packageJsonFullPath: path.join(each.folder, 'package.json'),
      }),
      {
        localBuild,
        messageCallback: (message) => {
          if (message.logLevel !== 'error') message.handled = true;
        },
      },
    );
    if (!succeeded) failed = true;
    if (apiReportChanged)
      console.error(
        `the surface of ${specifier} changed: ${localBuild ? 'review and commit' : 'run the api script and commit'} api/${reportFileName}`,
      );
  }
}
for (const file of readdirSync(reportFolder).filter((name) => name.endsWith('.api.md') && !reports.has(name))) {
  console.error(`api/${file} belongs to no entry point`);
  failed = true;
}
if (failed) process.exitCode = 1;
else console.log(`${reports.size} entry points have the surface that api/ records`);
