/** Prints the Debian packages that the test suites need and this machine lacks, one a line. For .ci/run. */
import { missingDebianPackages } from './cluster-suites.ts';

for (const name of missingDebianPackages()) console.log(name);
