package io.github.hwgptbench.onnx;

import ai.onnxruntime.OrtSession;
import io.github.hwgptbench.internal.file.UserCache;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Where the native libraries of ONNX Runtime lie. Left alone it copies them into a new temporary
 * folder for each process, where they stay if the process is killed, and from where they can't be
 * loaded if that may not hold programs. Here they are copied once, into a folder of the user's
 * cache named after the version, and checked each time by size and checksum.
 */
final class NativeLibraries {

  /** Names the folder to copy to; the default is in the user's cache. */
  static final String FOLDER_PROPERTY = "hwgptbench.native.folder";

  /** Names the folder to copy to, where the property does not. */
  static final String FOLDER_VARIABLE = "HWGPTBENCH_NATIVE_FOLDER";

  private static final String ONNX_RUNTIME_FOLDER = "onnxruntime.native.path";
  private static final String RESOURCES = "/ai/onnxruntime/native/";
  /** In the jar for GPUs, whose other libraries differ from those of the jar without. */
  private static final String CUDA = "onnxruntime_providers_cuda";

  private static final List<String> NAMES =
      List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared", CUDA);
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private NativeLibraries() {}

  /**
   * Makes ONNX Runtime find its libraries. Does nothing if their folder is already set, or if ONNX
   * Runtime has none for this system.
   *
   * @throws UncheckedIOException if there is no folder from which they can be loaded; names which
   *     were tried, and what to do
   */
  static void prepare() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isDirectory(temporary) || !Files.isWritable(temporary)) {
      // ONNX Runtime makes a folder in it in any case, and Java does not look for another.
      throw unusable(Text.format(
          "ONNX Runtime needs a temporary folder, and '%s' is missing or can't be written;"
              + " name another with -Djava.io.tmpdir=FOLDER, for ./hwgpt in HWGPT_JAVA_OPTS",
          temporary));
    }
    if (System.getProperty(ONNX_RUNTIME_FOLDER) != null) {
      return;
    }
    List<URL> libraries = libraries();
    if (libraries.isEmpty()) {
      return;
    }
    deleteLeftBehind(temporary);
    Path folder = folder(libraries);
    try {
      Files.createDirectories(folder);
      if (copy(libraries, folder)) {
        System.setProperty(ONNX_RUNTIME_FOLDER, folder.toString());
        return;
      }
    } catch (IOException e) {
      if (canHoldPrograms(temporary)) {
        return;
      }
      throw unusable(Text.format(
          "the native libraries of ONNX Runtime can't be copied to '%s' (%s); %s",
          folder, e, remedy()));
    }
    if (!canHoldPrograms(temporary)) {
      throw unusable(Text.format(
          "the native libraries of ONNX Runtime can't be loaded from '%s' or '%s', where"
              + " programs may not run (mounted with noexec); %s",
          folder, temporary, remedy()));
    }
  }

  private static String remedy() {
    return Text.format("set %s to a writable folder where programs may run", FOLDER_VARIABLE);
  }

  /** Returns the error for users; its causes would add nothing. */
  static UncheckedIOException unusable(String message) {
    return new UncheckedIOException(new IOException(message));
  }

  private static Path folder(List<URL> libraries) {
    String version = Optional.ofNullable(OrtSession.class.getPackage().getImplementationVersion())
        .orElse("");
    boolean cuda = libraries.stream().anyMatch(library -> library.getPath().contains(CUDA));
    return cache()
        .resolve("onnxruntime"
            + (version.isEmpty() ? "" : "-" + version)
            + "-"
            + system()
            + (cuda ? "-cuda" : ""));
  }

  private static Path cache() {
    String named =
        System.getProperty(FOLDER_PROPERTY, System.getenv().getOrDefault(FOLDER_VARIABLE, ""));
    return named.isEmpty() ? UserCache.folder() : Path.of(named).toAbsolutePath();
  }

  private static String os() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
  }

  /** The name by which ONNX Runtime calls operating system and processor. */
  private static String system() {
    String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return os() + "-" + (processor.matches("amd64|x86_64") ? "x64" : processor);
  }

  private static List<URL> libraries() {
    List<URL> found = new ArrayList<>();
    for (String name : NAMES) {
      String file = System.mapLibraryName(name).replace("jnilib", "dylib");
      URL library = OrtSession.class.getResource(RESOURCES + system() + "/" + file);
      if (library != null) {
        found.add(library);
      }
    }
    return found;
  }

  /** Copies what is not there yet; returns whether programs may be loaded from the folder. */
  private static boolean copy(List<URL> libraries, Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = lock(channel);
      if (lock != null) {
        deleteHalfCopies(folder);
      }
      boolean loadable = true;
      for (URL library : libraries) {
        Path file = folder.resolve(Path.of(library.getPath()).getFileName().toString());
        if (!isCopy(file, library)) {
          copy(library, file);
        }
        // False on what is mounted with noexec, for the superuser too.
        loadable &= Files.isExecutable(file);
      }
      return loadable;
    }
  }

  /** Without locks several processes may copy at once, each of which leaves a whole file. */
  private static @Nullable FileLock lock(FileChannel channel) {
    try {
      return channel.lock();
    } catch (IOException | OverlappingFileLockException e) {
      return null;
    }
  }

  private static void copy(URL library, Path file) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try (InputStream in = library.openStream()) {
      Files.copy(in, half);
      // Ignored where files have no such permission.
      half.toFile().setExecutable(true, true);
      try {
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(half);
    }
    if (!isCopy(file, library)) {
      throw new IOException("'" + file + "' differs from what was written");
    }
  }

  private static boolean isCopy(Path file, URL library) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    URLConnection connection = library.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      return Files.size(file) == connection.getContentLengthLong();
    }
    JarEntry entry = jar.getJarEntry();
    if (Files.size(file) != entry.getSize()) {
      return false;
    }
    CRC32 checksum = new CRC32();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = new byte[1 << 16];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        checksum.update(bytes, 0, read);
      }
    }
    return checksum.getValue() == entry.getCrc();
  }

  private static void deleteHalfCopies(Path folder) throws IOException {
    try (DirectoryStream<Path> halves = Files.newDirectoryStream(folder, "*.tmp")) {
      for (Path half : halves) {
        Files.deleteIfExists(half);
      }
    }
  }

  private static boolean canHoldPrograms(Path folder) {
    try {
      Path probe = Files.createTempFile(folder, "hwgptbench", null);
      try {
        return probe.toFile().setExecutable(true, true) && Files.isExecutable(probe);
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Deletes only what killed processes of this user left behind long ago. */
  private static void deleteLeftBehind(Path temporary) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, "onnxruntime-java*")) {
      for (Path folder : folders) {
        if (isLeftBehind(folder)) {
          delete(folder);
        }
      }
    } catch (IOException e) {
      // They only take room.
      return;
    }
  }

  private static boolean isLeftBehind(Path folder) throws IOException {
    return folder.getFileName().toString().matches("onnxruntime-java\\d+")
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS)
            .getName()
            .endsWith(System.getProperty("user.name"))
        && Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(Instant.now().minus(LEFT_BEHIND));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(files::add);
    }
    boolean known = files.stream()
        .allMatch(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && file.getFileName().toString().matches("(lib)?onnxruntime\\w*\\.(so|dylib|dll)"));
    if (known) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }
}
