package io.github.hwgptbench.algorithm.front.proof;

import java.util.Arrays;

/**
 * What is known of the architectures of a slice whose values are in a box: bounds of the inputs of
 * the ramps, and which choices of each layer they have.
 */
final class Region {

  final Slice slice;
  final Box box;
  final double[] lo;
  final double[] hi;
  final boolean[] allowed;

  Region(Slice slice, Box box) {
    this.slice = slice;
    this.box = box;
    lo = new double[slice.ramps()];
    hi = new double[slice.ramps()];
    for (int ramp = 0; ramp < lo.length; ramp++) {
      lo[ramp] = slice.extreme(ramp, 1);
      hi[ramp] = -slice.extreme(ramp, -1);
    }
    allowed = new boolean[slice.layers() * slice.choices()];
    Arrays.fill(allowed, true);
  }

  private Region(Region other, Box box) {
    slice = other.slice;
    this.box = box;
    lo = other.lo.clone();
    hi = other.hi.clone();
    allowed = other.allowed.clone();
  }

  /** Returns a copy that can be changed by itself. */
  Region in(Box part) {
    return new Region(this, part);
  }

  Region copy() {
    return new Region(this, box);
  }

  boolean isEmpty() {
    if (box.isEmpty()) {
      return true;
    }
    for (int ramp = 0; ramp < lo.length; ramp++) {
      if (lo[ramp] > hi[ramp]) {
        return true;
      }
    }
    for (int layer = 0; layer < slice.layers(); layer++) {
      if (count(layer) == 0) {
        return true;
      }
    }
    return false;
  }

  int count(int layer) {
    int count = 0;
    for (int i = layer * slice.choices(); i < (layer + 1) * slice.choices(); i++) {
      count += allowed[i] ? 1 : 0;
    }
    return count;
  }

  /** Returns how many architectures have allowed choices only. */
  double architectures() {
    double product = 1;
    for (int layer = 0; layer < slice.layers(); layer++) {
      product *= count(layer);
    }
    return product;
  }
}
