package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupernetWeightsTest {

  private static final String NORM = "transformer.h.1.norm_2.bias";

  @TempDir
  Path folder;

  private String failure() {
    return assertThrows(SupernetFileException.class, () -> SupernetWeights.open(folder))
        .getMessage();
  }

  private void replace(String from, String to) throws IOException {
    Path header = folder.resolve("supernet.json");
    String text = Files.readString(header);
    assertTrue(text.contains(from), text);
    Files.writeString(header, text.replace(from, to));
  }

  @ParameterizedTest
  @CsvSource({"s, 123689472", "m, 353822720", "l, 772779520"})
  void thePublishedSupernetsHaveAsManyWeightsAsTheirCheckpoints(String space, long weights) {
    assertEquals(weights, SupernetShape.published(SearchSpace.of(space)).weights());
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    float[] values = new float[20];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 3f;
    }
    try (SupernetWriter writer = SupernetWriter.create(folder, TinySupernet.SHAPE)) {
      for (WeightTensor tensor : TinySupernet.SHAPE.tensors()) {
        writer.write(
            tensor.name(),
            FloatBuffer.wrap(tensor.name().equals(NORM) ? values : new float[tensor.size()]));
      }
      writer.finish(Map.of("data", "none", "seed", "7"));
    }
    SupernetWeights read = SupernetWeights.open(folder);
    assertEquals(TinySupernet.SHAPE, read.shape());
    assertEquals(Map.of("data", "none", "seed", "7"), read.provenance());
    float[] found = new float[20];
    read.values(NORM).get(found);
    assertArrayEquals(values, found);
    assertTrue(read.values(NORM).isReadOnly());
    read.verify();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("supernet.json", "weights.f32"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aSpaceWithoutBiasHasNoneAndIsReadBack(@TempDir Path other) throws IOException {
    SearchSpace unbiased = SearchSpace.builder("unbiased")
        .embedDims(4)
        .layerCounts(2)
        .headCounts(1, 2)
        .mlpRatios(2)
        .bias(false)
        .batch(3)
        .build();
    SupernetShape shape = new SupernetShape(unbiased, 256, 2, 1, 8);
    assertEquals(
        shape,
        SupernetWriter.writeUntrained(folder, shape, new SplittableRandom(1)).shape());
    assertTrue(shape.tensors().stream().noneMatch(tensor -> tensor.name().endsWith("fc.bias")));
  }

  @Test
  void aHeaderIsAShapeOfOnesOwnToo() throws IOException {
    TinySupernet.write(folder);
    assertEquals(TinySupernet.SHAPE, SupernetShape.read(folder.resolve("supernet.json")));
  }

  @Test
  void tensorsBeginOnCacheLinesAndDoNotOverlap() {
    long end = 0;
    for (WeightTensor tensor : TinySupernet.SHAPE.tensors()) {
      assertEquals(0, tensor.offset() % 64, tensor.name());
      assertTrue(tensor.offset() >= end, tensor.name());
      end = tensor.offset() + tensor.bytes();
    }
    assertEquals(end, TinySupernet.SHAPE.bytes());
  }

  @Test
  void theSameSeedGivesTheSameFile(@TempDir Path other) throws IOException {
    SupernetShape shape = TinySupernet.SHAPE;
    String first =
        SupernetWriter.writeUntrained(folder, shape, new SplittableRandom(5)).sha256();
    SupernetWeights second = SupernetWriter.writeUntrained(other, shape, new SplittableRandom(5));
    assertEquals(first, second.sha256());
    assertEquals(1, second.values("transformer.h.0.norm_1.weight").get(3));
    assertEquals(0, second.values("transformer.h.0.attn.proj.bias").get(3));
  }

  @Test
  void aSupernetIsNotOverwritten() throws IOException {
    TinySupernet.write(folder);
    String message = assertThrows(
            IllegalArgumentException.class, () -> SupernetWriter.create(folder, TinySupernet.SHAPE))
        .getMessage();
    assertTrue(message.endsWith("already contains a supernet; name another folder"), message);
  }

  @Test
  void aMissingTensorIsNamedAndNothingIsLeftBehind() throws IOException {
    try (SupernetWriter writer = SupernetWriter.create(folder, TinySupernet.SHAPE)) {
      for (WeightTensor tensor : TinySupernet.SHAPE.tensors()) {
        if (!tensor.name().equals(NORM)) {
          writer.write(tensor.name(), FloatBuffer.allocate(tensor.size()));
        }
      }
      String message = assertThrows(IllegalStateException.class, () -> writer.finish(Map.of()))
          .getMessage();
      assertEquals(
          "1 tensors of the supernet were not written, the first is '" + NORM + "'", message);
    }
    assertFalse(SupernetWeights.in(folder));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void whatIsNoTensorOfTheSupernetIsRefused() throws IOException {
    try (SupernetWriter writer = SupernetWriter.create(folder, TinySupernet.SHAPE)) {
      assertEquals(
          "Tensor 'transformer.h.1.norm_2.bias': 21 values; expected 20, which is shape [20]",
          refusal(writer, NORM, new float[21]));
      assertEquals(
          "Tensor 'transformer.h.3.norm_2.bias': not in a supernet of space 'tiny'",
          refusal(writer, "transformer.h.3.norm_2.bias", new float[20]));
      float[] values = new float[20];
      values[7] = Float.NaN;
      assertEquals(
          "Tensor 'transformer.h.1.norm_2.bias': value NaN at index 7; must be finite",
          refusal(writer, NORM, values));
      writer.write(NORM, FloatBuffer.allocate(20));
      assertEquals("Tensor '" + NORM + "': written twice", refusal(writer, NORM, new float[20]));
    }
  }

  private static String refusal(SupernetWriter writer, String name, float[] values) {
    return assertThrows(
            IllegalArgumentException.class, () -> writer.write(name, FloatBuffer.wrap(values)))
        .getMessage();
  }

  @Test
  void aMissingHeaderIsNamed() {
    assertEquals(
        folder.resolve("supernet.json") + ": missing; expected the header of a supernet",
        failure());
  }

  @Test
  void missingWeightsAreNamed() throws IOException {
    TinySupernet.write(folder);
    Files.delete(folder.resolve("weights.f32"));
    assertTrue(failure().contains("weights.f32: missing"), failure());
  }

  @Test
  void truncatedWeightsAreRefused() throws IOException {
    TinySupernet.write(folder);
    Path weights = folder.resolve("weights.f32");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 4));
    assertTrue(
        failure()
            .contains(String.format(
                Locale.ROOT, "has %d bytes; expected %d", bytes.length - 4, bytes.length)),
        failure());
  }

  @Test
  void alteredWeightsAreRefusedAndTheTensorNamed() throws IOException {
    SupernetWeights written = TinySupernet.write(folder);
    WeightTensor tensor = written.tensor("transformer.h.1.mlp.fc.weight");
    Path weights = folder.resolve("weights.f32");
    byte[] whole = Files.readAllBytes(weights);
    for (long at : new long[] {tensor.offset(), tensor.offset() + tensor.bytes() - 1}) {
      byte[] bytes = whole.clone();
      bytes[(int) at] ^= 1;
      Files.write(weights, bytes);
      assertTrue(failure().startsWith(weights + ": altered: its SHA-256 is "), failure());
      assertTrue(
          failure()
              .endsWith(String.format(
                  Locale.ROOT,
                  "; 1 of %d tensors differ, the first is '%s'",
                  written.shape().tensors().size(),
                  tensor.name())),
          failure());
    }
    Files.write(weights, whole);
    String sha256 = SupernetWeights.open(folder).sha256();
    replace("\"sha256\" : \"" + sha256, "\"sha256\" : \"0" + sha256.substring(1));
    assertTrue(failure().endsWith("; every tensor is unchanged"), failure());
  }

  /** As version 0.1.0 has written them. */
  @Test
  void supernetsWithoutHashesOfTensorsAreCheckedAsAWhole() throws IOException {
    TinySupernet.write(folder);
    Path header = folder.resolve("supernet.json");
    Files.writeString(
        header,
        Files.readString(header).replaceFirst("(?s)  \"tensor_sha256\" : \\[.*?\\],\n", ""));
    assertFalse(Files.readString(header).contains("tensor_sha256"));
    SupernetWeights.open(folder);
    Path weights = folder.resolve("weights.f32");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    assertTrue(failure().startsWith(weights + ": altered: its SHA-256 is "), failure());
    Files.writeString(
        header,
        Files.readString(header)
            .replace("  \"provenance\"", "  \"tensor_sha256\" : [ \"00\" ],\n  \"provenance\""));
    assertTrue(
        failure().contains("field 'tensor_sha256' is 1 hashes; expected 39, one per tensor"),
        failure());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      hwgptbench supernet      | other            | field 'format' is "other"
      "version" : 1            | "version" : 2    | field 'version' is 2; expected 1
      "vocabulary" : 37,       |                  | field 'vocabulary' is missing; expected an integer
      "vocabulary" : 37        | "vocabulary" : 0 | vocabulary 0; allowed: 2 to 65536
      "vocabulary" : 37        | "vocabulary" : 38| field 'tensors[0]' is {"name"
      "head_size" : 8          | "head_size" : "8"| field 'head_size' is "8"; expected an integer
      "rotary_fraction" : 0.5  | "rotary_fraction" : 0.6 | rotary fraction 0.6 of heads of size 8
      [ 8, 12, 20 ]            | [ 8, 12, "x" ]   | field 'space.embed_dim' is [8,12,"x"]; expected
      "tiny"                   | "s"              | field 'space.embed_dim' is [8,12,20]; expected [192
      ln_f.weight              | ln_g.weight      | field 'tensors[37]' is {"name":"transformer.ln_g
      ]                        | ],,              | not JSON at line
      """)
  void aWrongHeaderIsRefusedAndTheFieldNamed(String from, String to, String message)
      throws IOException {
    TinySupernet.write(folder);
    replace(from, to == null ? "" : to);
    assertTrue(failure().startsWith(folder.resolve("supernet.json") + ": "), failure());
    assertTrue(failure().contains(message), failure());
  }

  /** Readers of version 0.1.0, which know no layouts, refuse the second version of the format. */
  @Test
  void aLayoutIsReadBack() throws IOException {
    SupernetShape shape = new SupernetShape(
        TinySupernet.SPACE, 37, 8, 0.5, 16, new SupernetLayout(false, false, true, 500));
    SupernetWeights written = TinySupernet.write(folder, shape, 1);
    assertEquals(shape, written.shape());
    assertEquals(shape, SupernetWeights.open(folder).shape());
    assertEquals(List.of(37, 20), written.tensor("lm_head.weight").shape());
    String header = Files.readString(folder.resolve("supernet.json"));
    assertTrue(header.contains("\"version\" : 2"), header);
    Path file = Files.writeString(folder.resolve("shape.json"), shape.toJson());
    assertEquals(shape, SupernetShape.read(file));
    replace("\"version\" : 2", "\"version\" : 1");
    assertTrue(failure().endsWith("field 'version' is 1; expected 2"), failure());
    replace("\"version\" : 1", "\"version\" : 2");
    replace("\"rotary_base\" : 500.0", "\"rotary_base\" : 0");
    assertTrue(failure().endsWith("rotary base 0.0; allowed: positive numbers"), failure());
    replace("\"parallel_residual\" : false,", "");
    assertTrue(
        failure().endsWith("field 'layout.parallel_residual' is missing; expected true or false"),
        failure());
  }

  @Test
  void theLayoutOfTheAuthorsIsNotWritten() throws IOException {
    TinySupernet.write(folder);
    String header = Files.readString(folder.resolve("supernet.json"));
    assertTrue(header.contains("\"version\" : 1"), header);
    assertFalse(header.contains("layout"), header);
  }

  @Test
  void impossibleShapesAreRefused() {
    SearchSpace wide = SearchSpace.builder("wide")
        .embedDims(1 << 20)
        .layerCounts(1)
        .headCounts(1)
        .mlpRatios(4)
        .build();
    String message = assertThrows(
            IllegalArgumentException.class, () -> new SupernetShape(wide, 256, 8, 0.5, 16))
        .getMessage();
    assertEquals(
        "Supernet: a matrix of 4194304 by 1048576; allowed: 536870911 weights per matrix", message);
  }

  @Test
  void whatIsCountedOfASpaceIsReadBack() throws IOException {
    SearchSpace space = SearchSpace.builder("counted")
        .embedDims(4, 6)
        .layerCounts(2)
        .headCounts(1, 2)
        .mlpRatios(2)
        .design(new NetworkDesign(37, 16, 2, 2, true))
        .build();
    SupernetShape shape = new SupernetShape(space, 37, 2, 1, 16);
    assertEquals(shape, TinySupernet.write(folder, shape, 1).shape());
    replace("\"mlp_matrices\" : 2", "\"mlp_matrices\" : 4");
    assertTrue(
        failure().endsWith("Network design: 4 matrices of an MLP; allowed: 2, 3"), failure());
    replace("\"tied_head\" : true", "\"tied_head\" : 1");
    assertTrue(
        failure().endsWith("field 'space.design.tied_head' is 1; expected true or false"),
        failure());
  }

  /** As those that ship are read, which are in a jar. */
  @Test
  void weightsInMemoryAreThoseOfTheFile() throws IOException {
    SupernetWeights mapped = TinySupernet.write(folder);
    SupernetHeader header = SupernetHeader.read(folder);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("weights.f32")));
    SupernetWeights held = SupernetWeights.of("held", header, bytes);
    for (WeightTensor tensor : mapped.shape().tensors()) {
      assertEquals(mapped.values(tensor.name()), held.values(tensor.name()), tensor.name());
    }
    bytes.put(17, (byte) (bytes.get(17) + 1));
    assertTrue(failure(() -> SupernetWeights.of("held", header, bytes))
        .startsWith("held/weights.f32: altered"));
    assertTrue(failure(() -> SupernetWeights.of("held", header, bytes.slice(0, 100)))
        .startsWith("held/weights.f32: has 100 bytes; expected"));
  }

  private static String failure(Executable action) {
    return assertThrows(SupernetFileException.class, action).getMessage();
  }
}
