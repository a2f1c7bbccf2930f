/**
 * Suites in the formats of other tools: what their records say, written once more for their
 * readers.
 */
package io.github.hwgptbench.export;
