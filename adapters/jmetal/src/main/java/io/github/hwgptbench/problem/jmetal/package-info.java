/** A benchmark problem as an integer problem of jMetal, which has to be on the class path. */
@NullMarked
package io.github.hwgptbench.problem.jmetal;

import org.jspecify.annotations.NullMarked;
