package io.github.hwgptbench.checkpoint;

/**
 * A file in a zip archive, stored as it is.
 *
 * @param name with the folders that it is in
 * @param header where in the archive its header begins, bytes
 * @param offset where in the archive its first byte is
 * @param size number of bytes
 * @param crc the CRC-32 of the bytes, or 0 if the archive has none
 */
record StoredEntry(String name, long header, long offset, long size, int crc) {

  long end() {
    return offset + size;
  }
}
