/** A benchmark problem as an integer problem of jMetal, which has to be on the class path. */
package io.github.hwgptbench.problem.jmetal;
