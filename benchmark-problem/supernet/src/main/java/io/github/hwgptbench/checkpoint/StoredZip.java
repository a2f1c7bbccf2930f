package io.github.hwgptbench.checkpoint;

import com.google.errorprone.annotations.FormatMethod;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a zip archive whose files are stored and not compressed, as PyTorch writes them,
 * so that each is a range of bytes of the archive (APPNOTE.TXT 6.3.10 by PKWARE; zip64 included).
 *
 * <p>Sizes in an archive are checked against the size of the file before memory is allocated.
 */
final class StoredZip {

  /** Room for the tensors of models and optimizers many times as large as GPT-L. */
  private static final int MOST_ENTRIES = 1 << 16;

  private static final int MOST_DIRECTORY_BYTES = 1 << 24;

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MOST_COMMENT_BYTES = 0xFFFF;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int END64_SIGNATURE = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int DIRECTORY_SIGNATURE = 0x02014b50;
  private static final int DIRECTORY_BYTES = 46;
  private static final int HEADER_SIGNATURE = 0x04034b50;
  private static final int HEADER_BYTES = 30;
  private static final int ZIP64_EXTRA = 0x0001;
  private static final int ENCRYPTED = 1;
  private static final long IN_ZIP64 = 0xFFFFFFFFL;

  private final Path file;
  private final FileChannel channel;
  private final Map<String, StoredEntry> entries = new LinkedHashMap<>();

  /** Where the directory is: its first byte, its size and its number of entries. */
  private record Directory(long offset, long size, long entries) {}

  /** An entry of the directory. */
  private record Listed(String name, long header, long size, int crc) {}

  private StoredZip(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Reads the directory of an archive.
   *
   * @param file what to call it in messages
   * @throws CheckpointFileException if it is not a whole zip archive of stored files
   */
  static Map<String, StoredEntry> entries(Path file, FileChannel channel) throws IOException {
    StoredZip zip = new StoredZip(file, channel);
    zip.read(zip.directory());
    return zip.entries;
  }

  private Directory directory() throws IOException {
    long size = channel.size();
    int tail = (int) Math.min(size, END_BYTES + MOST_COMMENT_BYTES);
    ByteBuffer bytes = bytes(size - tail, tail);
    for (int at = tail - END_BYTES; at >= 0; at--) {
      if (bytes.getInt(at) == END_SIGNATURE
          && at + END_BYTES + unsigned16(bytes, at + 20) == tail) {
        return directory(
            bytes.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN), size - tail + at);
      }
    }
    throw wrong("truncated: no directory of a zip archive at the end of its %d bytes", size);
  }

  private Directory directory(ByteBuffer end, long endOffset) throws IOException {
    long count = unsigned16(end, 10);
    long size = unsigned32(end, 12);
    long offset = unsigned32(end, 16);
    boolean split = end.getInt(4) != 0;
    long directoryEnd = endOffset;
    if (endOffset >= LOCATOR_BYTES) {
      ByteBuffer locator = bytes(endOffset - LOCATOR_BYTES, LOCATOR_BYTES);
      if (locator.getInt(0) == LOCATOR_SIGNATURE) {
        directoryEnd = locator.getLong(8);
        ByteBuffer end64 =
            within(directoryEnd, END64_BYTES, endOffset - LOCATOR_BYTES, "directory");
        if (end64.getInt(0) != END64_SIGNATURE) {
          throw wrong("damaged: no zip64 directory at byte %d, where one should be", directoryEnd);
        }
        split = end64.getLong(16) != 0;
        count = end64.getLong(32);
        size = end64.getLong(40);
        offset = end64.getLong(48);
      }
    }
    if (split) {
      throw wrong("a part of a zip archive; expected a complete one");
    }
    if (size < 0 || offset < 0 || offset > directoryEnd || size > directoryEnd - offset) {
      throw wrong(
          "damaged: its directory has %d bytes from byte %d on, and should end before %d",
          size, offset, directoryEnd);
    }
    if (count < 0 || count > MOST_ENTRIES || size > MOST_DIRECTORY_BYTES) {
      throw wrong(
          "has a directory of %d entries and %d bytes; allowed: %d entries and %d bytes",
          count, size, MOST_ENTRIES, MOST_DIRECTORY_BYTES);
    }
    return new Directory(offset, size, count);
  }

  private void read(Directory directory) throws IOException {
    ByteBuffer bytes = bytes(directory.offset, (int) directory.size);
    List<Listed> listed = new ArrayList<>();
    for (long i = 0; i < directory.entries; i++) {
      listed.add(listed(bytes));
    }
    listed.sort(Comparator.comparingLong(Listed::header));
    StoredEntry before = null;
    for (Listed entry : listed) {
      StoredEntry stored = stored(entry, directory.offset);
      if (before != null && stored.header() < before.end()) {
        throw wrong("entries '%s' and '%s' overlap", before.name(), stored.name());
      }
      if (entries.put(stored.name(), stored) != null) {
        throw wrong("entry '%s' occurs twice", stored.name());
      }
      before = stored;
    }
  }

  /** Reads the next entry of the directory. */
  private Listed listed(ByteBuffer bytes) {
    int at = bytes.position();
    if (bytes.remaining() < DIRECTORY_BYTES || bytes.getInt(at) != DIRECTORY_SIGNATURE) {
      throw wrong("damaged: its directory has no entry at byte %d of it, where one should be", at);
    }
    int nameBytes = unsigned16(bytes, at + 28);
    int extraBytes = unsigned16(bytes, at + 30);
    int length = DIRECTORY_BYTES + nameBytes + extraBytes + unsigned16(bytes, at + 32);
    if (bytes.remaining() < length) {
      throw wrong("damaged: its directory ends within an entry");
    }
    String name = text(bytes.slice(at + DIRECTORY_BYTES, nameBytes));
    ByteBuffer extra =
        bytes.slice(at + DIRECTORY_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(at + length);
    if (!PlainName.is(name)) {
      throw wrong("an entry has a malformed name; allowed: %s", PlainName.allowed());
    }
    if ((unsigned16(bytes, at + 8) & ENCRYPTED) != 0) {
      throw wrong("entry '%s' is encrypted", name);
    }
    int method = unsigned16(bytes, at + 10);
    if (method != 0 && name.contains("/code/")) {
      throw wrong("a TorchScript program; expected what torch.save writes");
    }
    if (method != 0) {
      throw wrong(
          "entry '%s' is compressed, by method %d; torch.save stores entries uncompressed",
          name, method);
    }
    ByteBuffer zip64 = zip64(extra);
    long size = wide(unsigned32(bytes, at + 24), zip64, name);
    long stored = wide(unsigned32(bytes, at + 20), zip64, name);
    long header = wide(unsigned32(bytes, at + 42), zip64, name);
    if (size != stored) {
      throw wrong("entry '%s' is stored and has %d bytes, but takes %d", name, size, stored);
    }
    return new Listed(name, header, size, bytes.getInt(at + 16));
  }

  /** Returns the zip64 numbers among the extra fields of an entry; empty if there are none. */
  private static ByteBuffer zip64(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      if (id == ZIP64_EXTRA) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    return ByteBuffer.allocate(0);
  }

  /** Returns a number, or the next one of the zip64 numbers where it does not fit 32 bits. */
  private long wide(long number, ByteBuffer zip64, String name) {
    if (number != IN_ZIP64) {
      return number;
    }
    if (zip64.remaining() < Long.BYTES) {
      throw wrong("entry '%s' lacks its zip64 sizes", name);
    }
    return zip64.getLong();
  }

  /** Finds where the bytes of an entry are, which only the header before them has. */
  private StoredEntry stored(Listed entry, long directoryOffset) throws IOException {
    String what = Text.format("entry '%s'", entry.name);
    ByteBuffer header = within(entry.header, HEADER_BYTES, directoryOffset, what);
    int nameBytes = unsigned16(header, 26);
    long nameOffset = entry.header + HEADER_BYTES;
    if (header.getInt(0) != HEADER_SIGNATURE
        || !text(within(nameOffset, nameBytes, directoryOffset, what)).equals(entry.name)) {
      throw wrong("damaged: %s is not at byte %d, as in the directory", what, entry.header);
    }
    long offset = nameOffset + nameBytes + unsigned16(header, 28);
    if (entry.size < 0 || offset > directoryOffset || entry.size > directoryOffset - offset) {
      throw wrong(
          "%s has %d bytes from byte %d on, beyond byte %d, where the directory begins",
          what, entry.size, offset, directoryOffset);
    }
    return new StoredEntry(entry.name, entry.header, offset, entry.size, entry.crc);
  }

  private ByteBuffer within(long offset, int size, long end, String what) throws IOException {
    if (offset < 0 || offset > end - size) {
      throw wrong("damaged: %s should be at byte %d, before byte %d", what, offset, end);
    }
    return bytes(offset, size);
  }

  private ByteBuffer bytes(long offset, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw wrong("truncated while it was read");
      }
    }
    return bytes.flip();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  private static int unsigned16(ByteBuffer bytes, int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  private static long unsigned32(ByteBuffer bytes, int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  @FormatMethod
  private CheckpointFileException wrong(String what, Object... details) {
    return new CheckpointFileException(file + ": " + Text.format(what, details));
  }
}
