package io.github.hwgptbench.record;

/**
 * Numbers of one column after another, exactly, in few bytes. Each is told by the bits in which it
 * differs from the one before it in its column, the first from 0: exponents repeat, and many values
 * end in zeros. Of those 8 bytes only some are written; a code says which:
 *
 * <table>
 * <caption>What a code means</caption>
 * <tr><th>code</th><th>bytes that follow</th></tr>
 * <tr><td>0</td><td>none: all are 0</td></tr>
 * <tr><td>1 to 8</td><td>as many of the least significant ones, the others are 0</td></tr>
 * <tr><td>9 to 14</td><td>code - 8, those after the most significant one; the others are 0</td></tr>
 * </table>
 *
 * <p>The shortest is taken, and among equals the least code.
 */
final class ValueCode {

  private final long[] before;

  ValueCode(int columns) {
    before = new long[columns];
  }

  /**
   * Writes the values of a row: the codes, two a byte, the first in the upper half, then the bytes
   * of each value, the most significant first.
   *
   * @return where the next row goes
   */
  int encode(double[] row, byte[] to, int offset) {
    int at = offset + codeBytes(row.length);
    for (int column = 0; column < row.length; column++) {
      long bits = Double.doubleToRawLongBits(row[column]);
      long change = bits ^ before[column];
      before[column] = bits;
      int code = code(change);
      if (column % 2 == 0) {
        to[offset + column / 2] = (byte) (code << 4);
      } else {
        to[offset + column / 2] |= (byte) code;
      }
      int lowest = lowest(code);
      for (int place = lowest + count(code) - 1; place >= lowest; place--) {
        to[at++] = (byte) (change >>> 8 * place);
      }
    }
    return at;
  }

  /**
   * Reads the values of a row.
   *
   * @return where the next row is
   * @throws IndexOutOfBoundsException if there are not enough bytes
   */
  int decode(byte[] from, int offset, double[] row) {
    int at = offset + codeBytes(row.length);
    for (int column = 0; column < row.length; column++) {
      int pair = from[offset + column / 2];
      int code = column % 2 == 0 ? pair >> 4 & 0xF : pair & 0xF;
      int lowest = lowest(code);
      long change = 0;
      for (int place = lowest + count(code) - 1; place >= lowest; place--) {
        change |= (from[at++] & 0xFFL) << 8 * place;
      }
      before[column] ^= change;
      row[column] = Double.longBitsToDouble(before[column]);
    }
    return at;
  }

  /** Returns how many bytes the codes of a row take. */
  static int codeBytes(int columns) {
    return (columns + 1) / 2;
  }

  private static int code(long change) {
    int low = 8 - Long.numberOfLeadingZeros(change) / 8;
    if (low == 0 || low == 8) {
      return low;
    }
    int high = 7 - Long.numberOfTrailingZeros(change) / 8;
    return high < low ? 8 + high : low;
  }

  private static int count(int code) {
    return code <= 8 ? code : code - 8;
  }

  /** The place of the least significant byte that is written, counted from 0. */
  private static int lowest(int code) {
    return code <= 8 ? 0 : 15 - code;
  }
}
