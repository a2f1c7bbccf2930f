package io.github.hwgptbench.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.apache.lucene.tests.mockfile.FilterOutputStream2;
import org.apache.lucene.tests.mockfile.FilterPath;

/**
 * A file system that remembers every operation that changes it, and can say what a disk may have
 * after a crash: everything that was synced, and any subset of the operations that were not, of
 * which writes may be torn. Names are synced with the folder that they are in, contents with the
 * file. Ways to write that no record uses are refused.
 */
final class UnreliableDisk extends FilterFileSystemProvider {

  /** Writes are torn between these; real ones have 512 bytes or more. */
  private static final int PIECE = 32;

  private enum Kind {
    CREATE,
    MAKE_FOLDER,
    RENAME,
    DELETE,
    WRITE,
    TRUNCATE,
    SYNC
  }

  /**
   * An operation.
   *
   * @param subject what has to be synced: the folder of a name, or a file
   * @param file what a name stands for
   */
  private record Operation(
      Kind kind, Object subject, String name, String to, int file, long at, byte[] bytes) {}

  private final Path root;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, Integer> files = new HashMap<>();
  /** Files and folders that were there before, which are on the disk. */
  private final Map<String, Integer> namesBefore = new TreeMap<>();

  private final Map<Integer, byte[]> contentsBefore = new HashMap<>();
  private final Set<String> foldersBefore = new TreeSet<>();
  private int created;

  private UnreliableDisk(Path root) throws IOException {
    super("unreliable://", FileSystems.getDefault());
    this.root = root;
    try (var all = Files.walk(root)) {
      for (Path path : all.toList()) {
        String name = name(path);
        if (Files.isDirectory(path)) {
          foldersBefore.add(name);
        } else {
          namesBefore.put(name, created);
          contentsBefore.put(created++, Files.readAllBytes(path));
        }
      }
    }
    files.putAll(namesBefore);
  }

  /** Puts a disk before a folder. */
  static UnreliableDisk over(Path root) throws IOException {
    return new UnreliableDisk(root);
  }

  /** Returns the folder, with all operations in it remembered. */
  Path root() {
    return wrapPath(root);
  }

  /** Returns how many operations there were. */
  int operations() {
    return operations.size();
  }

  private String name(Path path) {
    return root.relativize(FilterPath.unwrap(path).toAbsolutePath()).toString();
  }

  private static String folder(String name) {
    int end = name.lastIndexOf('/');
    return end < 0 ? "" : name.substring(0, end);
  }

  private void add(Kind kind, Object subject, String name, String to, int file) {
    operations.add(new Operation(kind, subject, name, to, file, 0, null));
  }

  /** Refuses what would be on the disk after every crash, though nothing had synced it. */
  private static UnsupportedOperationException notRecorded(String operations) {
    return new UnsupportedOperationException(
        operations + " are not recorded here, so no crash could lose them");
  }

  private int opened(Path path, Set<? extends OpenOption> options, boolean existed) {
    String name = name(path);
    if (!existed) {
      files.put(name, created++);
      add(Kind.CREATE, folder(name), name, null, files.get(name));
    }
    int file = files.get(name);
    if (existed && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      operations.add(new Operation(Kind.TRUNCATE, file, name, null, file, 0, null));
    }
    return file;
  }

  @Override
  public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
    boolean existed = Files.exists(path);
    OutputStream out = super.newOutputStream(path, options);
    int file = opened(
        path,
        options.length == 0 ? Set.of(StandardOpenOption.TRUNCATE_EXISTING) : Set.of(options),
        existed);
    return new FilterOutputStream2(out) {
      private long at;

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        super.write(bytes, from, count);
        operations.add(new Operation(
            Kind.WRITE, file, null, null, file, at, Arrays.copyOfRange(bytes, from, from + count)));
        at += count;
      }

      @Override
      public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
      }

      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }
    };
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return options.contains(StandardOpenOption.WRITE)
        ? newFileChannel(path, options, attributes)
        : super.newByteChannel(path, options, attributes);
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    boolean existed = Files.exists(path);
    boolean isFolder = Files.isDirectory(path);
    FileChannel channel = super.newFileChannel(path, options, attributes);
    Object subject = isFolder ? name(path) : (Object) opened(path, options, existed);
    return new FilterFileChannel(channel) {
      @Override
      public int write(ByteBuffer buffer, long at) throws IOException {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        operations.add(
            new Operation(Kind.WRITE, subject, null, null, (Integer) subject, at, bytes));
        return super.write(buffer, at);
      }

      @Override
      public int write(ByteBuffer buffer) {
        throw notRecorded("writes at the position of a channel");
      }

      @Override
      public long write(ByteBuffer[] buffers, int from, int count) {
        throw notRecorded("writes of several buffers");
      }

      @Override
      public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw notRecorded("transfers between channels");
      }

      @Override
      public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw notRecorded("writes to mapped memory");
      }

      @Override
      public FileChannel truncate(long size) throws IOException {
        operations.add(
            new Operation(Kind.TRUNCATE, subject, null, null, (Integer) subject, size, null));
        super.truncate(size);
        return this;
      }

      @Override
      public void force(boolean metadata) {
        add(Kind.SYNC, subject, null, null, 0);
      }
    };
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
    super.createDirectory(path, attributes);
    add(Kind.MAKE_FOLDER, folder(name(path)), name(path), null, 0);
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    super.move(source, target, options);
    int file = files.remove(name(source));
    files.put(name(target), file);
    add(Kind.RENAME, folder(name(target)), name(source), name(target), file);
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) {
    throw notRecorded("copies of files");
  }

  @Override
  public void delete(Path path) throws IOException {
    super.delete(path);
    files.remove(name(path));
    add(Kind.DELETE, folder(name(path)), name(path), null, 0);
  }

  @Override
  public boolean deleteIfExists(Path path) throws IOException {
    boolean existed = Files.exists(path);
    if (existed) {
      delete(path);
    }
    return existed;
  }

  /**
   * Writes what the disk may have after a crash.
   *
   * @param count after how many operations it crashes
   * @param kept decides of each operation, or part of it, that was not synced
   * @param target an empty folder
   */
  void crash(int count, BooleanSupplier kept, Path target) throws IOException {
    Map<String, Integer> names = new TreeMap<>(namesBefore);
    Map<Integer, byte[]> contents = new HashMap<>(contentsBefore);
    Set<String> folders = new TreeSet<>(foldersBefore);
    Map<Object, Integer> synced = new HashMap<>();
    for (int i = 0; i < count; i++) {
      if (operations.get(i).kind == Kind.SYNC) {
        synced.put(operations.get(i).subject, i);
      }
    }
    for (int i = 0; i < count; i++) {
      Operation operation = operations.get(i);
      boolean safe = synced.getOrDefault(operation.subject, -1) > i;
      if (operation.kind == Kind.WRITE) {
        for (int from = 0; from < operation.bytes.length; from += PIECE) {
          if (safe || kept.getAsBoolean()) {
            write(contents, operation, from, Math.min(operation.bytes.length, from + PIECE));
          }
        }
      } else if (safe || kept.getAsBoolean()) {
        switch (operation.kind) {
          case CREATE -> names.put(operation.name, operation.file);
          case MAKE_FOLDER -> folders.add(operation.name);
          case RENAME -> {
            names.remove(operation.name);
            names.put(operation.to, operation.file);
          }
          case DELETE -> {
            names.remove(operation.name);
            folders.remove(operation.name);
          }
          case TRUNCATE ->
            contents.computeIfPresent(
                operation.file,
                (file, bytes) ->
                    bytes.length > operation.at ? Arrays.copyOf(bytes, (int) operation.at) : bytes);
          default -> {
            // A sync changes nothing.
          }
        }
      }
    }
    for (String folder : folders) {
      if (folder.isEmpty() || folders.contains(folder(folder)) || folder(folder).isEmpty()) {
        Files.createDirectories(target.resolve(folder));
      }
    }
    for (Map.Entry<String, Integer> name : names.entrySet()) {
      Path file = target.resolve(name.getKey());
      if (Files.isDirectory(file.getParent())) {
        Files.write(file, contents.getOrDefault(name.getValue(), new byte[0]));
      }
    }
  }

  private static void write(Map<Integer, byte[]> contents, Operation operation, int from, int to) {
    byte[] bytes = contents.getOrDefault(operation.file, new byte[0]);
    int end = (int) operation.at + to;
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length, end));
    System.arraycopy(operation.bytes, from, bytes, (int) operation.at + from, to - from);
    contents.put(operation.file, bytes);
  }
}
