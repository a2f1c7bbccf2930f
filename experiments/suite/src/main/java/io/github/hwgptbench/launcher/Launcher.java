package io.github.hwgptbench.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Starts the command line from the sources: checks the version of Java, builds modules that are
 * missing or older than its sources, one process at a time, and runs the command in the same
 * process. The scripts {@code hwgpt} and {@code hwgpt.bat} run this source file, and from the
 * second time on its class, which this program compiles into {@code target/launcher}. The class
 * file must load in Java 8, so that an old Java gets a message and not an error of linkage: no
 * newer language or library features here, and no class outside of this file.
 */
public final class Launcher {

  private static final int REQUIRED_JAVA = 17;
  private static final int SHOWN_LOG_LINES = 20;
  private static final int FAILURE = 1;
  private static final String SOURCE =
      "experiments/suite/src/main/java/io/github/hwgptbench/launcher/Launcher.java";

  private static final int ARCHIVE_SECONDS = 60;
  /** How Maven says that it has no jar of Spark. */
  private static final Pattern UNFETCHED_SPARK =
      Pattern.compile("(?i)(could not|non-resolvable|cannot access).*org\\.apache\\.spark");

  private final Path home;
  private final Module module;
  private boolean builtNow;

  private Launcher(Path home, Module module) {
    this.home = home;
    this.module = module;
  }

  /**
   * Runs one command. The system property {@code hwgptbench.home} is the folder of the sources.
   *
   * @param arguments of the command line
   * @throws Throwable any exception of the command
   */
  public static void main(String[] arguments) throws Throwable {
    try {
      checkJava(System.getProperty("java.specification.version"));
      String unreadable = unreadable(arguments);
      if (unreadable != null) {
        throw new LaunchException(unreadable);
      }
      Path home =
          Paths.get(System.getProperty("hwgptbench.home")).toAbsolutePath().normalize();
      Module module = Module.of(arguments);
      Launcher launcher = new Launcher(home, module);
      launcher.compileItself();
      launcher.buildWhereNeeded();
      launcher.run(Arrays.copyOfRange(arguments, module.words, arguments.length));
    } catch (LaunchException e) {
      System.err.println("hwgpt: " + e.getMessage());
      System.exit(FAILURE);
    }
  }

  /** A part of the sources with a command line of its own. */
  private enum Module {
    SUITE("suite", "io.github.hwgptbench.cli.HwGpt", "", 0, "some minutes the first time"),
    /** Needs a library larger than all others together, which only those who train download. */
    TRAINING(
        "training",
        "io.github.hwgptbench.training.TrainCommand",
        "training",
        2,
        "with PyTorch, a download of 120 MB the first time"),
    /** Needs a library larger still. */
    SPARK(
        "spark",
        "io.github.hwgptbench.cli.HwGpt",
        "spark",
        0,
        "with Apache Spark, a download of 215 MB the first time");

    private final String folder;
    private final String main;
    /** Of Maven, without which it does not see the module; empty for none. */
    private final String profile;
    /** How many arguments select it. */
    private final int words;

    private final String duration;

    Module(String folder, String main, String profile, int words, String duration) {
      this.folder = folder;
      this.main = main;
      this.profile = profile;
      this.words = words;
      this.duration = duration;
    }

    private static Module of(String[] arguments) {
      if (arguments.length > 1 && arguments[0].equals("supernet") && arguments[1].equals("train")) {
        return TRAINING;
      }
      boolean spark = arguments.length > 1
          && arguments[0].equals("run")
          && Arrays.stream(arguments)
              .anyMatch(word -> word.equals("--spark") || word.startsWith("--spark="));
      return spark ? SPARK : SUITE;
    }
  }

  /** What keeps the command line from starting, in words. */
  static final class LaunchException extends Exception {
    private static final long serialVersionUID = 1;

    LaunchException(String message) {
      super(message);
    }
  }

  static void checkJava(String version) throws LaunchException {
    // Java 8 is "1.8".
    String major = version.startsWith("1.") ? version.substring(2) : version;
    if (Integer.parseInt(major) < REQUIRED_JAVA) {
      throw new LaunchException("Java " + major + " found (" + System.getProperty("java.home")
          + "); Java " + REQUIRED_JAVA + " or newer is needed: install a JDK, such as"
          + " https://adoptium.net, or set JAVA_HOME to one");
    }
  }

  /**
   * Checks that Java could read the command line. In a locale whose charset is ASCII, it reads the
   * bytes of other characters as question marks, and files would get names that nobody asked for.
   *
   * @param arguments of the command line
   * @return the problem and its remedy, or null if there is none
   */
  public static String unreadable(String[] arguments) {
    List<String> texts = new ArrayList<>(Arrays.asList(arguments));
    texts.add(System.getProperty("user.dir"));
    texts.add(System.getProperty("hwgptbench.home", ""));
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    boolean replaces = windows
        ? !charset.equals("UTF-8")
        : Charset.forName(charset).equals(StandardCharsets.US_ASCII);
    String remedy = windows
        ? "turn on UTF-8 for worldwide language support in the region settings of Windows, or use"
            + " other file names"
        : "set the environment variable LC_ALL to a locale with UTF-8, such as C.UTF-8, and use file"
            + " names in UTF-8";
    for (String text : texts) {
      if (text.indexOf('\uFFFD') >= 0 || replaces && text.indexOf('?') >= 0) {
        return "'" + text
            + "' has characters that Java can't read in this locale, whose charset is "
            + charset + "; " + remedy;
      }
    }
    return null;
  }

  /** Keeps its own class for the next start, which is then faster by half a second. */
  private void compileItself() {
    Path classes = home.resolve("target").resolve("launcher");
    Path compiled = classes.resolve(Launcher.class.getName().replace('.', '/') + ".class");
    Path source = home.resolve(SOURCE);
    if (modified(compiled) >= modified(source)) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return;
    }
    Path fresh = null;
    try {
      Files.createDirectories(classes);
      fresh = Files.createTempDirectory(classes.getParent(), "launcher-");
      int result = compiler.run(
          null,
          null,
          null,
          "-proc:none",
          "-nowarn",
          "-Xlint:-options",
          "--release",
          "8",
          "-d",
          fresh.toString(),
          source.toString());
      if (result == 0) {
        moveAll(fresh, classes);
      }
    } catch (IOException e) {
      // A folder that can't be written to: the source is compiled at each start.
    } finally {
      delete(fresh);
    }
  }

  /** Puts the class of this source file in place last, since it stands for all of them. */
  private static void moveAll(Path from, Path to) throws IOException {
    List<Path> files = tree(from, Files::isRegularFile);
    files.sort((a, b) -> Integer.compare(b.toString().length(), a.toString().length()));
    for (Path file : files) {
      Path moved = to.resolve(from.relativize(file));
      Files.createDirectories(moved.getParent());
      Files.move(file, moved, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Returns what is in a folder and below it, folders before what is in them. */
  private static List<Path> tree(Path folder, Predicate<Path> kept) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(kept).collect(Collectors.toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try {
      List<Path> files = tree(folder, file -> true);
      Collections.reverse(files);
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // A leftover in the folder of build outputs harms nobody.
    }
  }

  private Path target() {
    return home.resolve("experiments").resolve(module.folder).resolve("target");
  }

  /** Where the build puts the jars that the module needs. */
  private Path libraries() {
    return module == Module.SPARK
        ? home.resolve("experiments/spark/runtime/target/jars")
        : target().resolve("lib");
  }

  private Path jar() {
    return target().resolve("hwgptbench-" + module.folder + ".jar");
  }

  /** Its time is that of the beginning of the last build. */
  private Path stamp() {
    return target().resolve("hwgpt.stamp");
  }

  private boolean built() {
    return Files.isRegularFile(jar()) && Files.isDirectory(libraries());
  }

  /** There while a build runs, and after one that was interrupted or failed. */
  private Path begun() {
    return target().resolve("hwgpt-build.start");
  }

  private boolean upToDate() {
    return built()
        && !Files.exists(begun())
        && newestSource() <= Math.max(modified(stamp()), modified(jar()));
  }

  /** Returns when a file was changed, in nanoseconds since 1970, or 0 where there is none. */
  private static long modified(Path file) {
    try {
      return nanos(Files.getLastModifiedTime(file));
    } catch (IOException e) {
      return 0;
    }
  }

  private static long nanos(FileTime time) {
    return time.to(TimeUnit.NANOSECONDS);
  }

  /** Returns when the newest file or folder was changed that the module is built from. */
  private long newestSource() {
    long[] newest = {modified(home.resolve("pom.xml"))};
    Path experiments = home.resolve("experiments");
    for (Path folder : folders(home)) {
      addSources(folder, newest);
      for (Path inner : folders(folder)) {
        String name = inner.getFileName().toString();
        if (!folder.equals(experiments)
            || name.equals(module.folder)
            || module != Module.TRAINING && name.equals("creation")
            || module == Module.SPARK && name.equals("suite")) {
          addSources(inner, newest);
        }
      }
    }
    return newest[0];
  }

  private static List<Path> folders(Path parent) {
    return children(parent, Files::isDirectory);
  }

  private static List<Path> children(Path parent, DirectoryStream.Filter<Path> wanted) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, wanted)) {
      files.forEach(children::add);
    } catch (IOException e) {
      // Without its sources there is nothing that could be newer.
    }
    return children;
  }

  private static void addSources(Path folder, long[] newest) {
    if (Files.isRegularFile(folder.resolve("pom.xml"))) {
      // All files, for a module without code, such as that of the reference runs, has its own here.
      for (Path file :
          children(folder, file -> Files.isRegularFile(file) && !file.toString().endsWith(".md"))) {
        newest[0] = Math.max(newest[0], modified(file));
      }
    }
    Path sources = folder.resolve("src").resolve("main");
    if (!Files.isDirectory(sources)) {
      return;
    }
    try {
      Files.walkFileTree(sources, new SimpleFileVisitor<Path>() {
        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
          return visitFile(visited, attributes);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          newest[0] = Math.max(newest[0], nanos(attributes.lastModifiedTime()));
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
          return FileVisitResult.CONTINUE;
        }
      });
    } catch (IOException e) {
      // What can't be read can't be built either.
    }
  }

  private void buildWhereNeeded() throws LaunchException {
    if (upToDate()) {
      return;
    }
    FileChannel file = lockFile();
    if (file == null) {
      System.err.println("hwgpt: the sources are newer than the build, and " + home
          + " is not writable: running what was built");
      return;
    }
    try (FileChannel open = file) {
      lock(open);
      // Another process may have built meanwhile.
      if (!upToDate()) {
        build();
      }
    } catch (IOException e) {
      throw new LaunchException(e.toString());
    }
  }

  /** Returns null where nothing can be written, and there is something to run nevertheless. */
  private FileChannel lockFile() throws LaunchException {
    Path file = home.resolve("target").resolve("hwgpt.lock");
    try {
      Files.createDirectories(file.getParent());
      Files.createDirectories(target());
      Files.deleteIfExists(Files.createTempFile(target(), "hwgpt", null));
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      if (built()) {
        return null;
      }
      throw new LaunchException("not built yet, and " + home + " is not writable (" + e
          + "); build it once as a user with write permission");
    }
  }

  /**
   * Waits for other processes that build. On a file system without locks, processes may build at
   * the same time. Closing the file releases the lock.
   */
  private static void lock(FileChannel file) {
    try {
      if (file.tryLock() == null) {
        System.err.println("hwgpt: another process is building; waiting for it ...");
        file.lock();
      }
    } catch (IOException e) {
      System.err.println("hwgpt: no locks on this file system (" + e + "); start no other command"
          + " until this build is complete");
    }
  }

  private void build() throws LaunchException, IOException {
    if (home.toString().indexOf(File.pathSeparatorChar) >= 0) {
      throw new LaunchException("the folder " + home + " has '" + File.pathSeparator
          + "' in its name, which separates the parts of a class path, so nothing can be built there;"
          + " move or rename it");
    }
    if (home.toString().startsWith("\\\\")) {
      throw new LaunchException("the folder " + home + " is on a network, where the command prompt"
          + " of Windows can't build; give it a drive letter with 'net use', or copy it");
    }
    if (ToolProvider.getSystemJavaCompiler() == null) {
      throw new LaunchException("the Java in " + System.getProperty("java.home")
          + " has no compiler, which the build needs; install a JDK, " + REQUIRED_JAVA
          + " or newer, such as https://adoptium.net, or set JAVA_HOME to one");
    }
    System.err.println("hwgpt: building, " + module.duration + " ...");
    Files.write(begun(), new byte[0]);
    Path log = target().resolve("hwgpt-build.log");
    int result;
    try (BuildProgress progress = new BuildProgress(System.err)) {
      result = maven(log, progress);
      if (result == 0) {
        // Sources that changed meanwhile are newer than the beginning, and so are built the next
        // time.
        Files.move(begun(), stamp(), StandardCopyOption.REPLACE_EXISTING);
        builtNow = true;
        if (module == Module.SUITE) {
          progress.step("class archive");
          archiveClasses();
        }
      }
    } catch (InterruptedException e) {
      throw new LaunchException("interrupted during the build");
    }
    if (result != 0) {
      throw failure(log);
    }
  }

  /** Prints the end of the log, and returns what to say of it. */
  private static LaunchException failure(Path log) throws IOException {
    // Malformed bytes must not hide the others.
    String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    if (UNFETCHED_SPARK.matcher(all).find()) {
      return new LaunchException("Apache Spark can't be fetched from the Maven registry; connect to"
          + " it once, or run without --spark. The log is in " + log);
    }
    List<String> lines = Stream.of(all.split("\\R"))
        .filter(line -> !line.startsWith("[INFO]"))
        .collect(Collectors.toList());
    lines
        .subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size())
        .forEach(System.err::println);
    return new LaunchException("the build failed; all of its log is in " + log);
  }

  /**
   * Shows what is being built, from what Maven prints: on a terminal in one line that is written
   * over and over, elsewhere in a line every ten seconds, and not at all in the first two.
   */
  private static final class BuildProgress implements AutoCloseable {

    private static final long QUIET_MS = 2_000;
    private static final long ON_TERMINAL_MS = 200;
    private static final long ELSEWHERE_MS = 10_000;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int BAR = 20;
    private static final Pattern BUILDING =
        Pattern.compile("\\[INFO] Building (?:hwgptbench: )?(.+?) \\S+ +\\[(\\d{1,4})/(\\d{1,4})]");
    private static final Pattern DOWNLOADING =
        Pattern.compile("\\[INFO] Downloading from \\S+: \\S*/([^/\\s]+)");

    private final PrintStream err;
    private final boolean terminal = Boolean.getBoolean("hwgptbench.terminal");
    private final int columns = Integer.getInteger("hwgptbench.columns", DEFAULT_COLUMNS);
    private final long start = System.nanoTime();
    private final Timer timer = new Timer("progress", true);
    private String step = "";
    private String download = "";
    private int number;
    private int count;
    private int width;

    BuildProgress(PrintStream err) {
      this.err = err;
      TimerTask show = new TimerTask() {
        @Override
        public void run() {
          show();
        }
      };
      timer.schedule(show, QUIET_MS, terminal ? ON_TERMINAL_MS : ELSEWHERE_MS);
    }

    /** Reads a line of Maven. */
    synchronized void read(String line) {
      Matcher building = BUILDING.matcher(line);
      if (building.matches()) {
        step(building.group(1));
        number = Integer.parseInt(building.group(2));
        count = Integer.parseInt(building.group(3));
        return;
      }
      Matcher downloading = DOWNLOADING.matcher(line);
      download = downloading.matches() ? ", downloading " + downloading.group(1) : "";
    }

    /** Begins another step, that of no module. */
    synchronized void step(String name) {
      step = name;
      download = "";
      number = count;
    }

    private synchronized void show() {
      String where = count == 0 ? "" : number + " of " + count + ", ";
      String text = where
          + (step.isEmpty() ? "Maven" : step)
          + download
          + ", "
          + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)
          + " s";
      if (!terminal) {
        err.println("hwgpt: building, " + text);
        return;
      }
      int done = count == 0 ? 0 : BAR * number / count;
      String line = "[" + repeat('#', done) + repeat('.', BAR - done) + "] " + text;
      line = line.substring(0, Math.max(0, Math.min(line.length(), columns - 1)));
      // What the line before had more is wiped.
      err.print("\r" + line + repeat(' ', Math.max(0, width - line.length())));
      err.flush();
      width = line.length();
    }

    @Override
    public synchronized void close() {
      timer.cancel();
      if (width > 0) {
        err.print("\r" + repeat(' ', width) + "\r");
        err.flush();
        width = 0;
      }
    }

    private static String repeat(char letter, int times) {
      char[] letters = new char[times];
      Arrays.fill(letters, letter);
      return new String(letters);
    }
  }

  /**
   * Keeps the classes of a short suite as the JVM has them in memory (class data sharing), which
   * takes five seconds and spares each later start half a second of processor time. The script uses
   * the archive with the same JDK, as long as no jar is newer. Without it, everything works.
   */
  private void archiveClasses() {
    Path archive = target().resolve("hwgpt.jsa");
    Path fresh = null;
    try {
      Files.deleteIfExists(archive);
      Files.deleteIfExists(target().resolve("hwgpt-archive.log"));
      fresh = Files.createTempDirectory(target(), "hwgpt-archive-");
      // Only jars can be archived.
      Path launcher = target().resolve("hwgpt-launcher.jar");
      Path zipped = fresh.resolve("launcher.jar");
      zip(home.resolve("target").resolve("launcher"), zipped);
      Files.move(zipped, launcher, StandardCopyOption.REPLACE_EXISTING);
      Path java = Paths.get(System.getProperty("java.home"), "bin", "java");
      List<String> start = Arrays.asList(
          java.toString(),
          "-XX:+UseSerialGC",
          "-XX:+IgnoreUnrecognizedVMOptions",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Dhwgptbench.home=" + home,
          "-cp",
          launcher + File.pathSeparator + jar());
      Path list = fresh.resolve("classes");
      Path log = target().resolve("hwgpt-archive.log");
      // Unlike one that is written at the end of a run, an archive of a list has old classes too.
      if (completes(
              log,
              start,
              "-XX:DumpLoadedClassList=" + list,
              module.main,
              "run",
              "--algorithms",
              "random,nsga2,local-search",
              "--seeds",
              "2",
              "--evaluations",
              "100",
              "--out",
              fresh.resolve("suite").toString())
          && completes(
              log,
              start,
              "-Xshare:dump",
              "-Xlog:disable",
              "-XX:SharedClassListFile=" + list,
              "-XX:SharedArchiveFile=" + fresh.resolve("hwgpt.jsa"))) {
        Files.write(
            target().resolve("hwgpt.jsa.java"),
            java.toRealPath().toString().getBytes(StandardCharsets.UTF_8));
        Files.move(fresh.resolve("hwgpt.jsa"), archive, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      // Starts take longer, and that is all.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      delete(fresh);
    }
  }

  /** Returns whether a process ends well, and in time. */
  private static boolean completes(Path log, List<String> start, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(start);
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(ARCHIVE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    return ended && process.exitValue() == 0;
  }

  private static void zip(Path folder, Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Path visited : tree(folder, Files::isRegularFile)) {
        String name = folder.relativize(visited).toString();
        zip.putNextEntry(new ZipEntry(name.replace(File.separatorChar, '/')));
        Files.copy(visited, zip);
      }
    }
  }

  /** Runs Maven, and returns its exit code. */
  private int maven(Path log, BuildProgress progress) throws IOException, InterruptedException {
    boolean windows = File.separatorChar == '\\';
    List<String> command = new ArrayList<>(
        windows ? Arrays.asList("cmd", "/c", ".\\mvnw.cmd") : Arrays.asList("./mvnw"));
    command.addAll(Arrays.asList(
        "-B", "-DskipTests", "package", "-pl", "experiments/" + module.folder, "-am"));
    if (!module.profile.isEmpty()) {
      command.add("-P" + module.profile);
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("CDPATH");
    Process process = builder.start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    process.getOutputStream().close();
    try (BufferedReader lines = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer kept = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        kept.write(line + System.lineSeparator());
        kept.flush();
        progress.read(line);
      }
    }
    int result = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(end);
    return result;
  }

  /**
   * Runs the command. The jars are looked up as URLs, since a class path can't name a folder that
   * has the separator of class paths in its name. Where the script has put the jar into the class
   * path, for its archived classes, they are there already.
   */
  private void run(String[] arguments) throws Throwable {
    List<String> classPath =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    boolean there = classPath.contains(jar().toString());
    List<URL> jars = new ArrayList<>();
    if (!there || builtNow) {
      jars.add(url(jar()));
    }
    jars.addAll(plugins());
    // JDK 17 has its random generators in the loader of the class path, where they are looked up.
    ClassLoader parent = ClassLoader.getSystemClassLoader();
    if (module == Module.SPARK) {
      // Spark first, as on an executor.
      parent = new URLClassLoader(jarsIn(libraries()).toArray(new URL[0]), parent);
    }
    URL[] urls = jars.toArray(new URL[0]);
    ClassLoader loader =
        there && builtNow ? new OwnFirst(urls, parent) : new URLClassLoader(urls, parent);
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Class.forName(module.main, true, loader)
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Prefers its own classes: those of its parent are as they were before the build. */
  private static final class OwnFirst extends URLClassLoader {

    OwnFirst(URL[] urls, ClassLoader parent) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (findLoadedClass(name) == null) {
          try {
            findClass(name);
          } catch (ClassNotFoundException | SecurityException e) {
            // One of the platform; packages that begin with java are refused.
          }
        }
        return super.loadClass(name, resolve);
      }
    }

    @Override
    public URL getResource(String name) {
      URL own = findResource(name);
      return own == null ? super.getResource(name) : own;
    }
  }

  /** Returns the jars with custom algorithms, in the order of their names. */
  private List<URL> plugins() throws LaunchException {
    String given = System.getenv("HWGPT_PLUGINS");
    boolean named = given != null && !given.isEmpty();
    Path folder = named ? Paths.get(given) : home.resolve("plugins");
    if (!Files.isDirectory(folder)) {
      if (named) {
        throw new LaunchException("HWGPT_PLUGINS is '" + given + "', which is no folder");
      }
      return new ArrayList<>();
    }
    return jarsIn(folder);
  }

  private static List<URL> jarsIn(Path folder) throws LaunchException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(
        folder, file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))) {
      jars.forEach(files::add);
    } catch (IOException e) {
      throw new LaunchException("the folder " + folder + " can't be read: " + e);
    }
    files.sort(null);
    List<URL> urls = new ArrayList<>();
    for (Path file : files) {
      urls.add(url(file));
    }
    return urls;
  }

  private static URL url(Path file) throws LaunchException {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new LaunchException(file + ": " + e.getMessage());
    }
  }
}
