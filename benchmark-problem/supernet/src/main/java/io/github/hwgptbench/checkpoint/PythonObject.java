package io.github.hwgptbench.checkpoint;

/**
 * Stands where a pickle makes an object of a class, or by a function, that is none of those known.
 * It holds nothing: what the pickle puts into it is dropped.
 *
 * @param madeBy the class or function
 */
record PythonObject(PythonName madeBy) {}
