package io.github.hwgptbench.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.hwgptbench.internal.file.JsonFields;
import io.github.hwgptbench.internal.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code suite.json}: what a suite is going to run, at the root of its folder, and how its runs are
 * kept.
 *
 * @param layout {@link #FILES} or {@link #SEGMENTS}
 */
record SuiteIndex(SuitePlan plan, int layout) {

  static final String NAME = "suite.json";

  /** What a plan is prepared in. */
  static final String PART = NAME + ".part";

  /** The layout with two files per run. */
  static final int FILES = RunFile.FORMAT;

  /** The layout with many runs a file. */
  static final int SEGMENTS = 4;

  private static final String FORMAT = "format";

  /**
   * Reads what the folder of this suite says of the runs that are over.
   *
   * @throws IOException if it can't be read, or is not as it was written
   */
  RunTable table(Path folder) throws IOException {
    return layout == FILES ? RunFiles.table(folder) : SegmentIndex.read(folder);
  }

  /**
   * Writes a plan, in place of one that was there.
   *
   * @throws IOException if it can't be written
   */
  void write(Path folder) throws IOException {
    prepare(folder);
    finish(folder);
  }

  /**
   * Writes a plan to a file beside, which shows what is about to be written to the folder.
   *
   * @throws IOException if it can't be written
   */
  void prepare(Path folder) throws IOException {
    Path part = folder.resolve(PART);
    try {
      Files.writeString(part, text());
      DiskSync.file(part);
    } catch (IOException e) {
      // Of the file that users know.
      throw Unwritten.of(folder.resolve(NAME), e);
    }
  }

  /** Returns whether this plan was prepared for a folder, and all of it is on the disk. */
  boolean isPrepared(Path folder) throws IOException {
    Path part = folder.resolve(PART);
    return Files.exists(part)
        && Arrays.equals(Files.readAllBytes(part), text().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Has the folder be that of the plan that was prepared, in place of one that was there.
   *
   * @throws IOException if it can't be written
   */
  void finish(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    try {
      WholeFile.finish(file);
    } catch (IOException e) {
      throw Unwritten.of(file, e);
    }
  }

  private String text() {
    return SettingsJson.prettyText(json(plan).put(FORMAT, layout));
  }

  /** Returns a plan as the file has it in the layout with two files per run. */
  static ObjectNode json(SuitePlan plan) {
    ObjectNode root = SettingsJson.object();
    root.put(FORMAT, FILES);
    root.put("name", plan.name());
    Provenance provenance = plan.problems().get(0).provenance();
    root.put("commit", provenance.commit());
    root.put("java", provenance.java());
    root.put("platform", provenance.platform());
    ArrayNode problems = root.putArray("problems");
    for (RunSettings problem : plan.problems()) {
      ObjectNode node = problems.addObject();
      node.put("folder", problem.folderName());
      SettingsJson.add(node, problem);
      SettingsJson.addPoints(node, problem);
    }
    ObjectNode algorithms = root.putObject("algorithms");
    plan.algorithms().forEach((algorithm, settings) -> {
      ObjectNode node = algorithms.putObject(algorithm);
      settings.forEach(node::put);
    });
    ArrayNode seeds = root.putArray("seeds");
    plan.seeds().forEach(seeds::add);
    return root;
  }

  /**
   * Reads a plan.
   *
   * @throws IOException if there is none, it is of another layout, or not as it was written; names
   *     the file and what is wrong
   */
  static SuiteIndex read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    try {
      JsonFields root = JsonFields.parse(Files.readAllBytes(file));
      int layout = layout(file, root);
      return new SuiteIndex(plan(root), layout);
    } catch (FileSystemException e) {
      throw Files.isRegularFile(file) ? e : missing(folder);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          Text.format("%s: not an index of a suite: %s", file, e.getMessage()), e);
    }
  }

  /**
   * Returns the plan that a file has.
   *
   * @throws IllegalArgumentException if it has none
   */
  static SuitePlan plan(JsonFields root) {
    String name = root.text("name");
    Provenance provenance =
        new Provenance("", root.text("commit"), "", root.text("java"), root.text("platform"));
    List<RunSettings> problems = root.objects("problems").stream()
        .map(problem -> SettingsJson.settings(name, problem, provenance))
        .toList();
    Map<String, Map<String, String>> algorithms = new LinkedHashMap<>();
    JsonFields all = root.object("algorithms");
    for (String algorithm : all.names()) {
      JsonFields given = all.object(algorithm);
      Map<String, String> settings = new LinkedHashMap<>();
      given.names().forEach(setting -> settings.put(setting, given.text(setting)));
      algorithms.put(algorithm, settings);
    }
    return new SuitePlan(problems, algorithms, root.wholes("seeds"));
  }

  private static int layout(Path file, JsonFields root) throws IOException {
    int layout = root.integer(FORMAT);
    if (layout != FILES && layout != SEGMENTS) {
      throw new IOException(Text.format(
          "%s: has layout %d, written by hwgptbench %s; this is version %s, which reads layouts %d and %d",
          file,
          layout,
          root.value("version").asText("of another version"),
          Provenance.currentVersion(),
          FILES,
          SEGMENTS));
    }
    return layout;
  }

  private static IOException missing(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new IOException(
          Text.format("%s: %s", folder, Files.exists(folder) ? "not a folder" : "no such folder"));
    }
    if (Files.exists(folder.resolveSibling(NAME))) {
      return new IOException(
          Text.format("%s: no '%s', which is in the folder above; name that one", folder, NAME));
    }
    List<String> inside;
    try (Stream<Path> files = Files.list(folder)) {
      inside = files
          .filter(file -> Files.exists(file.resolve(NAME)))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
    return new IOException(
        inside.isEmpty()
            ? Text.format("%s: no '%s', so this is not the folder of a suite", folder, NAME)
            : Text.format(
                "%s: no '%s', so this is not the folder of a suite; '%s' in it has one",
                folder, NAME, inside.get(0)));
  }
}
