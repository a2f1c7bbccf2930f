/** Statistics over repeated runs. */
package io.github.hwgptbench.statistics;
