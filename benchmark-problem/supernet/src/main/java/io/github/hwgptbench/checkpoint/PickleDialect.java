package io.github.hwgptbench.checkpoint;

import java.util.function.BiFunction;

/**
 * What pickles of one origin may contain.
 *
 * @param writer what writes them, for messages
 * @param mostOperations how many operations one may have
 * @param calls returns what stands for the result of a call with these arguments; an inert object
 *     unless the name is known
 */
record PickleDialect(
    String writer, int mostOperations, BiFunction<PythonName, Object[], Object> calls) {}
