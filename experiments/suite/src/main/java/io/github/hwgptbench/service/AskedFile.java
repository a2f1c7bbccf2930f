package io.github.hwgptbench.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.internal.file.NotJson;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.GenotypeSpace;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the client of a run has asked for: a line a request, an array of genotypes as arrays of
 * their values. A line that has no end was being written when the process died, and was never
 * answered. For one thread at a time.
 */
final class AskedFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<int[][]> before;

  private AskedFile(Path file, List<int[][]> before) {
    this.file = file;
    this.before = before;
  }

  /**
   * Begins a file.
   *
   * @throws IOException if there is one, or it can't be written
   */
  static AskedFile begin(Path file) throws IOException {
    Files.createFile(file);
    return new AskedFile(file, List.of());
  }

  /**
   * Goes on with a file.
   *
   * @throws IOException if it can't be read, or a line is not of the space; says which
   */
  static AskedFile resume(Path file, GenotypeSpace space) throws IOException {
    String text = text(file);
    List<int[][]> before = requests(file, text, space);
    // Cut off in place: what was asked for must never be missing, whenever the process is killed.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(text.length());
    }
    return new AskedFile(file, before);
  }

  /**
   * Reads a file, which stays as it is.
   *
   * @return a genotype per row, in the order of the evaluations
   * @throws IOException if it can't be read, or a line is not of the space; says which
   */
  static int[][] genotypes(Path file, GenotypeSpace space) throws IOException {
    return requests(file, text(file), space).stream().flatMap(Stream::of).toArray(int[][]::new);
  }

  /** Returns the lines that have an end: a character per byte, so that places are the same. */
  private static String text(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static List<int[][]> requests(Path file, String text, GenotypeSpace space)
      throws IOException {
    List<int[][]> requests = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try {
        requests.add(request(line, space));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            Text.format("%s, line %d: %s", file, requests.size() + 1, e.getMessage()), e);
      }
    }
    return requests;
  }

  private static int[][] request(String line, GenotypeSpace space) {
    int[][] genotypes;
    try {
      genotypes = JSON.readValue(line, int[][].class);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(NotJson.describe(e), e);
    }
    if (genotypes == null || Arrays.asList(genotypes).contains(null)) {
      throw new IllegalArgumentException("null in place of an array");
    }
    List.of(genotypes).forEach(space::check);
    return genotypes;
  }

  /** Returns what was asked for before the file was taken. */
  List<int[][]> before() {
    return before;
  }

  /**
   * Writes a request down. It is with the operating system when this returns.
   *
   * @throws IOException if it can't be written
   */
  void add(int[][] genotypes) throws IOException {
    byte[] line = (JSON.writeValueAsString(genotypes) + "\n").getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(line);
    }
  }
}
