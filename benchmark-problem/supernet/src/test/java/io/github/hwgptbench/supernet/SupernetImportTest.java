package io.github.hwgptbench.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.github.hwgptbench.checkpoint.Checkpoint;
import io.github.hwgptbench.checkpoint.CheckpointFileException;
import io.github.hwgptbench.space.Architecture;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.checkpoint.SafetensorsFile;
import io.github.hwgptbench.testing.checkpoint.TorchFile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SupernetImportTest {

  private static final SupernetShape SHAPE = TinySupernet.SHAPE;
  private static final String EMBEDDING = "transformer.wte.weight";
  private static final String HEAD = "lm_head.weight";

  @TempDir
  Path folder;

  private Path out;
  private SupernetWeights original;

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    original = TinySupernet.write(folder.resolve("original"));
  }

  private float[] values(String name) {
    float[] values = new float[original.tensor(name).size()];
    original.values(name).get(values);
    return values;
  }

  private static int[] sizes(WeightTensor tensor) {
    return tensor.shape().stream().mapToInt(Integer::intValue).toArray();
  }

  /** The tensors of the original, but for one, with the head tied to the embedding. */
  private TorchFile without(String left, String prefix) {
    return without(left, prefix, left);
  }

  private TorchFile without(String left, String prefix, String another) {
    TorchFile file = new TorchFile();
    for (WeightTensor tensor : SHAPE.tensors()) {
      if (!tensor.name().equals(left) && !tensor.name().equals(another)) {
        file.tensor(prefix + tensor.name(), values(tensor.name()), sizes(tensor));
      }
    }
    return left.equals(HEAD)
        ? file
        : file.tied(prefix + HEAD, prefix + EMBEDDING, SHAPE.vocabulary(), SHAPE.embedDim());
  }

  private SupernetWeights imported(TorchFile file) throws IOException {
    Path path = folder.resolve("supernet.ckpt");
    file.write(path);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      return SupernetImport.write(checkpoint, SHAPE, out, bytes -> {});
    }
  }

  private String refusal(TorchFile file) {
    String message =
        assertThrows(CheckpointFileException.class, () -> imported(file)).getMessage();
    assertFalse(SupernetWeights.in(out));
    String prefix = folder.resolve("supernet.ckpt") + ": ";
    assertTrue(message.startsWith(prefix), message);
    return message.substring(prefix.length());
  }

  @ParameterizedTest
  @CsvSource({"'', false", "model., true", "model., false"})
  void stateDictionariesAndLightningCheckpointsAreImported(String prefix, boolean lightning)
      throws IOException {
    TorchFile file = without("", prefix);
    SupernetWeights imported = imported(lightning ? file.lightning() : file);
    assertEquals(original.sha256(), imported.sha256());
    assertEquals(SHAPE, imported.shape());
    imported.verify();
    Path source = folder.resolve("supernet.ckpt");
    assertEquals(
        Map.of(
            "checkpoint",
            "supernet.ckpt",
            "checkpoint_sha256",
            MoreFiles.asByteSource(source).hash(Hashing.sha256()).toString()),
        imported.provenance());
  }

  @ParameterizedTest
  @CsvSource({
    "module., module.",
    "_orig_mod., _orig_mod.",
    "net.model., net.",
    "module._orig_mod.model., '_orig_mod., module.'",
    "_fsdp_wrapped_module.model._orig_mod., '_fsdp_wrapped_module., _orig_mod.'",
    "_forward_module.model., _forward_module."
  })
  void prefixesOfToolsAreStrippedAndNamed(String prefix, String named) throws IOException {
    Path path = folder.resolve("prefixed.pth");
    without("", prefix).in("model").write(path);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      SupernetImport supernet = SupernetImport.of(checkpoint, SHAPE);
      assertEquals(List.of("Stripped from the names of tensors: " + named), supernet.notes());
      assertEquals(original.sha256(), supernet.write(out, bytes -> {}).sha256());
    }
  }

  @Test
  void wrappersOfBlocksAreStrippedToo() throws IOException {
    TorchFile file = new TorchFile();
    for (WeightTensor tensor : SHAPE.tensors()) {
      file.tensor(
          tensor.name().replaceFirst("(h[.][0-9]+[.])", "$1_fsdp_wrapped_module."),
          values(tensor.name()),
          sizes(tensor));
    }
    assertEquals(original.sha256(), imported(file).sha256());
  }

  @Test
  void ofTiedWeightsEitherIsEnough() throws IOException {
    assertEquals(original.sha256(), imported(without(HEAD, "")).sha256());
    out = folder.resolve("head");
    TorchFile file = without(HEAD, "", EMBEDDING);
    file.tensor(HEAD, values(EMBEDDING), SHAPE.vocabulary(), SHAPE.embedDim());
    assertEquals(original.sha256(), imported(file).sha256());
  }

  /** Rows of the original by head, put into blocks. */
  @Test
  void rowsInBlocksAreOrderedByHead() throws IOException {
    TorchFile file = new TorchFile();
    int part = SHAPE.headSize();
    for (WeightTensor tensor : SHAPE.tensors()) {
      float[] values = values(tensor.name());
      if (tensor.name().contains("attn.attn")) {
        int columns = tensor.shape().size() == 1 ? 1 : SHAPE.embedDim();
        float[] blocks = new float[values.length];
        for (int row = 0; row < values.length / columns; row++) {
          int head = row / (3 * part);
          int block = row / part % 3;
          int to = (block * SHAPE.heads() + head) * part + row % part;
          System.arraycopy(values, row * columns, blocks, to * columns, columns);
        }
        values = blocks;
      }
      file.tensor(tensor.name().replace("attn.attn", "attn.qkv"), values, sizes(tensor));
    }
    assertEquals(original.sha256(), imported(file).sha256());
  }

  @Test
  void aHeadOfItsOwnIsTakenOverWhereTheLayoutHasOne() throws IOException {
    SupernetShape untied = new SupernetShape(
        TinySupernet.SPACE, 37, 8, 0.5, 16, SupernetLayout.AUTHORS.withTiedHead(false));
    Path path = folder.resolve("untied.pth");
    TorchFile file = without(HEAD, "");
    float[] head = values(EMBEDDING);
    head[41] += 1;
    file.tensor(HEAD, head, SHAPE.vocabulary(), SHAPE.embedDim()).write(path);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      SupernetWeights imported = SupernetImport.write(checkpoint, untied, out, bytes -> {});
      assertEquals(head[41], imported.values(HEAD).get(41));
      assertEquals(values(EMBEDDING)[41], imported.values(EMBEDDING).get(41));
    }
    out = folder.resolve("missing");
    without(HEAD, "").write(path);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      String message = assertThrows(
              CheckpointFileException.class, () -> SupernetImport.of(checkpoint, untied))
          .getMessage();
      assertTrue(message.endsWith("1 missing (lm_head.weight)"), message);
    }
  }

  /** The configuration of the original. */
  private static ModelConfig config(Map<String, Object> more) {
    Map<String, Object> fields = new HashMap<>(more);
    fields.put("name", "mine");
    fields.put("n_layer", SHAPE.layers());
    fields.put("n_embd", SHAPE.embedDim());
    fields.put("n_head", SHAPE.heads());
    fields.put("head_size", SHAPE.headSize());
    fields.put("padded_vocab_size", SHAPE.vocabulary());
    fields.put("rotary_percentage", SHAPE.rotaryFraction());
    fields.put("block_size", SHAPE.blockSize());
    return ModelConfig.of("config", fields);
  }

  private SupernetImport of(TorchFile file, ModelConfig config) throws IOException {
    Path path = folder.resolve("model.pth");
    file.write(path);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      return SupernetImport.of(checkpoint, config, null);
    }
  }

  @Test
  void thatAMissingMatrixMakesAHeadTiedIsNotedAndRefusedWhereItIsNotTied() throws IOException {
    ModelConfig silent = config(Map.of());
    assertEquals(
        List.of(
            "No lm_head.weight in the checkpoint: the token embedding and the head share one matrix"),
        of(without(HEAD, ""), silent).notes());
    TorchFile headAlone = without(HEAD, "", EMBEDDING)
        .tensor(HEAD, values(EMBEDDING), SHAPE.vocabulary(), SHAPE.embedDim());
    assertEquals(
        List.of(
            "No transformer.wte.weight in the checkpoint: the token embedding and the head share one matrix"),
        of(headAlone, silent).notes());
    assertEquals(List.of(), of(without("", ""), silent).notes());
    ModelConfig tied = config(Map.of("tie_word_embeddings", true));
    assertEquals(List.of(), of(without(HEAD, ""), tied).notes());
    ModelConfig untied = config(Map.of("tie_word_embeddings", false));
    String message = assertThrows(
            CheckpointFileException.class, () -> of(without(HEAD, ""), untied))
        .getMessage();
    assertTrue(message.endsWith("1 missing (lm_head.weight)"), message);
    assertFalse(of(without("", ""), untied).shape().layout().tiedHead());
  }

  @Test
  void namesAndSizesAreCheckedBeforeValuesAreRead() {
    TorchFile file = withoutElements(SHAPE).tensor("loss.weight", new float[2], 2);
    String message = assertThrows(CheckpointFileException.class, () -> of(file, config(Map.of())))
        .getMessage();
    assertTrue(message.endsWith("1 unexpected (loss.weight)"), message);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void exportsForTransformersAreImportedAgain(boolean bias) throws IOException {
    Architecture network = SHAPE.space().parse("gpt-tiny-2-8-4-4-1-1-" + (bias ? "True" : "False"));
    new HuggingFaceExport(original).writeNetwork(network, folder.resolve("hf"));
    ModelConfig config = ModelConfig.of(
        "config",
        new ObjectMapper()
            .readValue(folder.resolve("hf/config.json").toFile(), new TypeReference<>() {}));
    SupernetImport supernet;
    try (Checkpoint checkpoint = Checkpoint.open(folder.resolve("hf/model.safetensors"))) {
      supernet = SupernetImport.of(checkpoint, config, null);
      supernet.write(out, bytes -> {});
    }
    assertEquals(
        bias ? List.of() : List.of("Biases of the MLP, which are all zero: left out"),
        supernet.notes());
    int[] tokens = {1, 36, 0, 7, 7};
    try (Supernet before = new Supernet(original);
        SubNetwork exported = before.inherit(network);
        Supernet after = Supernet.open(out);
        SubNetwork imported = after.inherit(after.shape().space().largest())) {
      assertEquals(bias, imported.architecture().bias());
      assertArrayEquals(exported.logits(tokens), imported.logits(tokens));
    }
  }

  @Test
  void biasesOfTheMlpAloneAreRefused() throws IOException {
    TorchFile file = new TorchFile();
    for (WeightTensor tensor : SHAPE.tensors()) {
      if (!tensor.name().matches(".*attn.*bias")) {
        file.tensor(tensor.name(), values(tensor.name()), sizes(tensor));
      }
    }
    String message = assertThrows(
            CheckpointFileException.class, () -> of(file, config(Map.of("bias", false))))
        .getMessage();
    assertTrue(
        message.endsWith("'transformer.h.0.mlp.fc.bias' is not zero, but attention has no biases; a"
            + " supernet has both or none"),
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "transformer.h.0.mlp.fc_1.weight | a gated MLP (SwiGLU), which supernets do not have",
        "model.layers.0.self_attn.q_proj.weight | attention of the LLaMA family of transformers, which supernets do not have",
        "transformer.h.0.attn.c_attn.weight | GPT-2 of transformers, with learned positions, which supernets do not have",
      })
  void otherFamiliesAreNamed(String tensor, String family) {
    TorchFile file = new TorchFile().tensor(tensor, new float[2], 2);
    String message = refusal(file);
    assertTrue(message.startsWith("not a supernet of space 'tiny', but " + family + ": "), message);
  }

  /** Three heads of size 8 that share one key and one value. */
  @ParameterizedTest
  @ValueSource(strings = {"attn", "qkv"})
  void groupedQueriesAreNamed(String name) {
    TorchFile file = new TorchFile()
        .tensor("transformer.h.0.attn." + name + ".weight", new float[40 * 20], 40, 20)
        .tensor("transformer.h.0.attn.proj.weight", new float[20 * 24], 20, 24);
    String message = refusal(file);
    assertTrue(message.contains(", but grouped or multi-query attention, which"), message);
  }

  @Test
  void scalarsInPlaceOfAttentionAreRefused() {
    TorchFile file = new TorchFile()
        .tensor("transformer.h.0.attn.attn.weight", new float[1])
        .tensor("transformer.h.0.attn.proj.weight", new float[1]);
    String message = refusal(file);
    assertTrue(message.startsWith("not a supernet of space 'tiny': "), message);
  }

  /** A norm without a bias where others have one is damage, and no layout. */
  @Test
  void oneBiasOfANormThatIsMissingIsNamed() {
    assertEquals(
        "not a supernet of space 'tiny': 1 missing (transformer.ln_f.bias)",
        refusal(without("transformer.ln_f.bias", "")));
  }

  /** Storages have the same keys in different files. */
  @Test
  void headsInFilesOfTheirOwnAreCompared() throws IOException {
    float[] head = values(EMBEDDING);
    head[41] += 1;
    new TorchFile()
        .tensor(HEAD, head, SHAPE.vocabulary(), SHAPE.embedDim())
        .write(folder.resolve("2.bin"));
    TorchFile file = new TorchFile();
    StringBuilder map = new StringBuilder("\"" + HEAD + "\": \"2.bin\"");
    for (WeightTensor tensor : SHAPE.tensors()) {
      file.tensor(tensor.name(), values(tensor.name()), sizes(tensor));
      map.append(", \"" + tensor.name() + "\": \"1.bin\"");
    }
    file.write(folder.resolve("1.bin"));
    Path index = Files.writeString(
        folder.resolve("pytorch_model.bin.index.json"), "{\"weight_map\": {" + map + "}}");
    try (Checkpoint checkpoint = Checkpoint.open(index)) {
      String message = assertThrows(
              CheckpointFileException.class,
              () -> SupernetImport.write(checkpoint, SHAPE, out, bytes -> {}))
          .getMessage();
      assertTrue(message.contains("differ, first at index 41"), message);
    }
  }

  @Test
  void safetensorsAreImported() throws IOException {
    SafetensorsFile file = new SafetensorsFile();
    for (WeightTensor tensor : SHAPE.tensors()) {
      file.tensor(tensor.name(), values(tensor.name()), sizes(tensor));
    }
    Path path = folder.resolve("model.safetensors");
    file.write(path);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      SupernetWeights imported = SupernetImport.write(checkpoint, SHAPE, out, bytes -> {});
      assertEquals(original.sha256(), imported.sha256());
      assertEquals("model.safetensors", imported.provenance().get("checkpoint"));
    }
  }

  /** Written by Lightning itself; {@code make_checkpoints.py} says with which values. */
  @Test
  void aCheckpointOfLightningItselfIsImported() throws Exception {
    SearchSpace space = SearchSpace.builder("torch")
        .embedDims(2, 4)
        .layerCounts(1, 2)
        .headCounts(1, 2)
        .mlpRatios(1, 2)
        .build();
    SupernetShape shape = new SupernetShape(space, 8, 2, 1, 16);
    Path file = Path.of(Checkpoint.class.getResource("lightning.ckpt").toURI());
    SupernetWeights imported;
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      imported = SupernetImport.write(checkpoint, shape, out, bytes -> {});
    }
    TreeSet<String> names = new TreeSet<>();
    shape.tensors().forEach(tensor -> names.add(tensor.name()));
    names.remove(EMBEDDING);
    names.add(HEAD);
    int k = 0;
    for (String name : names) {
      FloatBuffer values = imported.values(name.equals(HEAD) ? EMBEDDING : name);
      for (int i = 0; i < values.remaining(); i++) {
        assertEquals(k + i / 64f, values.get(i), name + " " + i);
      }
      k++;
    }
  }

  @Test
  void progressComesToTheWorkThatThereIs() throws IOException {
    Path path = folder.resolve("supernet.ckpt");
    without("", "").write(path);
    AtomicLong done = new AtomicLong();
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      SupernetImport.write(checkpoint, SHAPE, out, done::addAndGet);
      assertEquals(SupernetImport.work(checkpoint, SHAPE), done.get());
    }
  }

  @Test
  void aHeadOfItsOwnMustEqualTheEmbedding() throws IOException {
    float[] head = values(EMBEDDING);
    int[] shape = {SHAPE.vocabulary(), SHAPE.embedDim()};
    imported(without(HEAD, "").tensor(HEAD, head, shape));
    out = folder.resolve("other");
    head[41] += 1;
    assertEquals(
        "'lm_head.weight' and 'transformer.wte.weight' differ, first at index 41; in a supernet they are equal",
        refusal(without(HEAD, "").tensor(HEAD, head, shape)));
  }

  @Test
  void allThatIsMissingUnexpectedOrMisshapedIsSaidAtOnce() {
    TorchFile file = new TorchFile();
    for (WeightTensor tensor : SHAPE.tensors()) {
      if (!tensor.name().startsWith("transformer.h.0.")) {
        file.tensor(tensor.name(), values(tensor.name()), tensor.size());
      }
    }
    file.tensor("transformer.h.3.norm_1.bias", new float[2], 2);
    file.tensor("loss.weight", new float[2], 2);
    assertEquals(
        "not a supernet of space 'tiny': 12 missing (transformer.h.0.norm_1.weight,"
            + " transformer.h.0.norm_1.bias, transformer.h.0.attn.attn.weight,"
            + " transformer.h.0.attn.attn.bias, and 8 more); 2 unexpected"
            + " (transformer.h.3.norm_1.bias, loss.weight); 9 of another shape"
            + " (transformer.wte.weight [740], expected [37, 20],"
            + " transformer.h.1.attn.attn.weight [1440], expected [72, 20],"
            + " transformer.h.1.attn.proj.weight [480], expected [20, 24],"
            + " transformer.h.1.mlp.fc.weight [1600], expected [80, 20], and 5 more)",
        refusal(file));
  }

  @Test
  void tablesOfTheRotaryEmbeddingArePassedOver() throws IOException {
    imported(
        without("", "model.").tensor("model.cos", new float[2], 2).tensor("sin", new float[2], 2));
    out = folder.resolve("other");
    assertEquals(
        "has tensor 'transformer.ln_f.bias' twice, as 'transformer.ln_f.bias' and 'model.transformer.ln_f.bias'",
        refusal(without("", "").tensor("model.transformer.ln_f.bias", new float[20], 20)));
  }

  /** Shapes are looked at before elements, so none have to be there. */
  private static TorchFile withoutElements(SupernetShape shape) {
    TorchFile file = new TorchFile();
    for (WeightTensor tensor : shape.tensors()) {
      file.tensor(tensor.name(), "LongStorage", new byte[0], tensor.size(), sizes(tensor));
    }
    int[] head = {shape.vocabulary(), shape.embedDim()};
    return file.tensor(HEAD, "LongStorage", new byte[0], head[0] * head[1], head);
  }

  @Test
  void aSupernetOfTheAuthorsOfAnotherScaleIsRecognised() {
    String message = refusal(withoutElements(SupernetShape.published(SearchSpace.m())));
    assertTrue(
        message.startsWith(
            "not a supernet of space 'tiny', but one of 'm' or 'm_wide': 252 unexpected ("),
        message);
  }

  @Test
  void thatACheckpointFitsAnotherSpaceIsSaid() throws IOException {
    SupernetShape shape = SupernetShape.published(SearchSpace.s());
    Path path = folder.resolve("s.ckpt");
    withoutElements(shape).write(path);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(
          List.of(
              "The checkpoint also fits space 's_wide': the file does not record which one it was trained for"),
          SupernetImport.of(checkpoint, shape).notes());
    }
  }

  @Test
  void builtInSpacesSayTheShapeOfTheirSupernets() {
    assertEquals(
        SupernetShape.published(SearchSpace.mWide()), SupernetShape.of(SearchSpace.mWide()));
    assertEquals(
        new SupernetShape(SearchSpace.xs(), 256, 32, 0.5, 128), SupernetShape.of(SearchSpace.xs()));
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() {
    float[] broken = values("transformer.ln_f.bias");
    broken[3] = Float.NaN;
    assertEquals(
        "Tensor 'transformer.ln_f.bias': value NaN at index 3; must be finite",
        refusal(without("transformer.ln_f.bias", "")
            .tensor("transformer.ln_f.bias", broken, broken.length)));
  }

  @Test
  void weightsOfHalfPrecisionAreConverted() throws IOException {
    byte[] ones = new byte[40];
    for (int i = 0; i < ones.length; i += 2) {
      ones[i] = (byte) 0x80;
      ones[i + 1] = 0x3f;
    }
    SupernetWeights imported = imported(without("transformer.ln_f.bias", "")
        .tensor("transformer.ln_f.bias", "BFloat16Storage", ones, 20, 20));
    assertEquals(1, imported.values("transformer.ln_f.bias").get(7));
  }

  @Test
  void aFolderThatHoldsASupernetIsLeftAlone() throws IOException {
    out = folder.resolve("original");
    String message = assertThrows(IllegalArgumentException.class, () -> imported(without("", "")))
        .getMessage();
    assertTrue(message.endsWith("already contains a supernet; name another folder"), message);
    original.verify();
  }

  /** What a power cut leaves: a part of the weights, and no header. */
  @Test
  void anImportThatWasCutOffReadsAsNothingAndCanBeRepeated() throws IOException {
    Files.createDirectories(out);
    Files.write(out.resolve("weights.f32.part"), new byte[1000]);
    assertFalse(SupernetWeights.in(out));
    assertEquals(original.sha256(), imported(without("", "")).sha256());
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(
          List.of("supernet.json", "weights.f32"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aDiskThatIsFullLeavesNoSupernet() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");
    Files.createDirectories(out);
    Files.createSymbolicLink(out.resolve("weights.f32.part"), full);
    assertThrows(IOException.class, () -> imported(without("", "")));
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(0, files.count());
    }
  }
}
