package io.github.hwgptbench.space;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** The integers from 0 on, which stand for themselves; a range may be too long for a list. */
final class OwnValues extends AbstractList<Object> implements RandomAccess {

  private final int size;

  OwnValues(int size) {
    this.size = size;
  }

  @Override
  public Object get(int index) {
    return Objects.checkIndex(index, size);
  }

  @Override
  public int size() {
    return size;
  }
}
