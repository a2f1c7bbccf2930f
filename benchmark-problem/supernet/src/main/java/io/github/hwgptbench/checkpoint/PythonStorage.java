package io.github.hwgptbench.checkpoint;

import net.razorvine.pickle.PickleException;

/**
 * Stands for the elements of a tensor, which are an entry of the archive.
 *
 * @param type the class of the storage, such as {@code torch.FloatStorage}
 * @param key the name of the entry in the folder {@code data}
 * @param elements how many there are
 */
record PythonStorage(PythonName type, String key, long elements) {

  PythonStorage {
    if (!PlainName.is(key)) {
      throw new PickleException("a storage with a malformed name; allowed: " + PlainName.allowed());
    }
  }
}
