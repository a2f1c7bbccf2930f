package io.github.hwgptbench.checkpoint;

import net.razorvine.pickle.PickleException;

/**
 * A function or class that a pickle names. It is never looked up: nothing is called or made by it.
 *
 * @param module such as {@code torch._utils}
 * @param name such as {@code _rebuild_tensor_v2}
 */
record PythonName(String module, String name) {

  PythonName {
    if (!PlainName.is(module) || !PlainName.is(name)) {
      throw new PickleException("a malformed name; allowed: " + PlainName.allowed());
    }
  }

  @Override
  public String toString() {
    return module + "." + name;
  }
}
