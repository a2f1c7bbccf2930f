package io.github.hwgptbench.service;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.internal.file.NotJson;
import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.problem.Fidelities;
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
import org.jspecify.annotations.Nullable;

/**
 * What the client of a run has asked for: a line per request, an array of genotypes as arrays of
 * their values; at a lower fidelity, or where the time of the client counts, an object with the
 * index of the level, the nanoseconds that the client has taken, and that array. A line that has no
 * end was being written when the process died, and was never answered. For one thread at a time.
 */
final class AskedFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final List<Request> before;

  /**
   * What a client has asked for.
   *
   * @param fidelity the index of the level, or {@link Candidate#HIGHEST}
   * @param nanos how long the client has taken to ask, where that counts; else 0
   */
  record Request(List<int[]> genotypes, int fidelity, long nanos) {}

  /** A line of a lower fidelity, or of a client whose time counts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Line(
      @Nullable Integer fidelity, @Nullable Long nanos, int @Nullable [] @Nullable [] genotypes) {}

  private AskedFile(Path file, List<Request> before) {
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
   * @throws IOException if it can't be read, or a line is not of the space or the fidelities; says
   *     which
   */
  static AskedFile resume(Path file, GenotypeSpace space, Fidelities fidelities)
      throws IOException {
    String text = text(file);
    List<Request> before = requests(file, text, space, fidelities);
    // Cut off in place: what was asked for must never be missing, whenever the process is killed.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(text.length());
    }
    return new AskedFile(file, before);
  }

  /**
   * Reads a file, which stays as it is.
   *
   * @throws IOException if it can't be read, or a line is not of the space or the fidelities; says
   *     which
   */
  static List<Request> requests(Path file, GenotypeSpace space, Fidelities fidelities)
      throws IOException {
    return requests(file, text(file), space, fidelities);
  }

  /** Returns the lines that have an end: a character per byte, so that places are the same. */
  private static String text(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static List<Request> requests(
      Path file, String text, GenotypeSpace space, Fidelities fidelities) throws IOException {
    List<Request> requests = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try {
        requests.add(request(line, space, fidelities));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            Text.format("%s, line %d: %s", file, requests.size() + 1, e.getMessage()), e);
      }
    }
    return requests;
  }

  private static Request request(String line, GenotypeSpace space, Fidelities fidelities) {
    Line read;
    try {
      read = line.startsWith("{")
          ? JSON.readValue(line, Line.class)
          : new Line(Candidate.HIGHEST, null, JSON.readValue(line, int[][].class));
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(NotJson.describe(e), e);
    }
    int[][] genotypes = read.genotypes;
    if (genotypes == null || Arrays.asList(genotypes).contains(null)) {
      throw new IllegalArgumentException("null in place of an array");
    }
    List.of(genotypes).forEach(space::check);
    long nanos = read.nanos == null ? 0 : read.nanos;
    if (nanos < 0) {
      throw new IllegalArgumentException(Text.format("%d nanos; allowed: 0 or more", nanos));
    }
    return new Request(List.of(genotypes), checked(read.fidelity, fidelities), nanos);
  }

  private static int checked(@Nullable Integer fidelity, Fidelities fidelities) {
    if (fidelity == null
        || fidelity < 0
        || fidelity > fidelities.highest() && fidelity != Candidate.HIGHEST) {
      throw new IllegalArgumentException(
          Text.format("Fidelity %s; allowed: 0 to %d", fidelity, fidelities.highest()));
    }
    return fidelity;
  }

  /** Returns what was asked for before the file was taken. */
  List<Request> before() {
    return before;
  }

  /**
   * Writes a request down. It is with the operating system when this returns.
   *
   * @throws IOException if it can't be written
   */
  void add(Request request) throws IOException {
    int[][] genotypes = request.genotypes.toArray(int[][]::new);
    Long nanos = request.nanos == 0 ? null : request.nanos;
    Object written = request.fidelity == Candidate.HIGHEST && nanos == null
        ? genotypes
        : new Line(request.fidelity, nanos, genotypes);
    byte[] line = (JSON.writeValueAsString(written) + "\n").getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
      out.write(line);
    }
  }
}
