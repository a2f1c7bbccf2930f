package io.github.hwgptbench.cli;

import static io.github.hwgptbench.cli.CommandRun.hwgpt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.suite.SpaceFile;
import io.github.hwgptbench.supernet.SupernetLayout;
import io.github.hwgptbench.supernet.SupernetShape;
import io.github.hwgptbench.supernet.SupernetWeights;
import io.github.hwgptbench.supernet.SupernetWriter;
import io.github.hwgptbench.supernet.WeightTensor;
import io.github.hwgptbench.testing.checkpoint.SafetensorsFile;
import io.github.hwgptbench.testing.checkpoint.TorchFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  @TempDir
  private Path temp;

  @Test
  void aFileThatIsNoCheckpointIsAnErrorInOneLine() throws IOException {
    Path file = temp.resolve("page.ckpt");
    Files.writeString(file, "<!DOCTYPE html>");
    Path out = temp.resolve("out");
    assertEquals(
        String.format(
            Locale.ROOT,
            "hwgpt import: %s: a web page, not a checkpoint; the download went wrong%n",
            file),
        hwgpt(1, "import", file, "--scale", "s", "--out", out));
    assertFalse(Files.exists(out));
    assertEquals(
        String.format(Locale.ROOT, "hwgpt import: %s: no such file%n", temp.resolve("none.ckpt")),
        hwgpt(1, "import", temp.resolve("none.ckpt"), "--scale", "s", "--out", out));
  }

  @Test
  void aCheckpointOfAnotherShapeIsAnErrorInOneLine() throws IOException {
    Path file = temp.resolve("tiny.ckpt");
    new TorchFile().tensor("transformer.wte.weight", new float[6], 3, 2).write(file);
    Path out = temp.resolve("out");
    String message = hwgpt(1, "import", file, "--scale", "s", "--out", out);
    assertTrue(
        message.startsWith(String.format(
            Locale.ROOT, "hwgpt import: %s: not a supernet of space 's': 146 missing (", file)),
        message);
    assertTrue(
        message.endsWith(String.format(
            Locale.ROOT,
            "1 of another shape (transformer.wte.weight [3, 2], expected [50304, 768])%n")),
        message);
    assertFalse(SupernetWeights.in(out));
  }

  /** A network of perplexity at S whose value is its last bias. */
  private Path network(String name, float value) throws IOException {
    TorchFile file = new TorchFile();
    for (int i = 1; i <= 5; i++) {
      int inputs = i == 1 ? 80 : 2;
      int outputs = i == 5 ? 1 : 2;
      file.tensor(
          String.format(Locale.ROOT, "fc%d.weight", i),
          new float[inputs * outputs],
          outputs,
          inputs);
      float[] bias = new float[outputs];
      bias[0] = i == 5 ? value : 0;
      file.tensor(String.format(Locale.ROOT, "fc%d.bias", i), bias, outputs);
    }
    Path path = temp.resolve(name);
    file.write(path);
    return path;
  }

  @Test
  void anAlteredNetworkIsRefusedAndOneWithoutHashesIsNamed() throws IOException {
    Path out = temp.resolve("published");
    hwgpt(0, "import", network("perplexity.pt", 30.25f), "--out", out);
    Path file = out.resolve("s").resolve("perplexity-published.onnx");
    // Every byte as a character.
    String whole = Files.readString(file, StandardCharsets.ISO_8859_1);
    String value = "\0\0\u00f2A";
    assertEquals(whole.indexOf(value), whole.lastIndexOf(value));
    Files.writeString(file, whole.replace(value, "\0\0\u00f0A"), StandardCharsets.ISO_8859_1);
    String refused = hwgpt(1, "objectives", "--published", out);
    assertTrue(refused.contains(file + ": tensor 'fc5.bias' was altered"), refused);
    Files.writeString(file, whole.replace("sha256.fc", "sha000.fc"), StandardCharsets.ISO_8859_1);
    String warned = hwgpt(0, "objectives", "--published", out);
    assertTrue(
        warned.contains(file + ": has no hashes, so it can't be checked for damage"), warned);
    assertTrue(warned.contains("perplexity@published"), warned);
  }

  @Test
  void aNetworkIsReplacedOnlyWhereThatIsAsked() throws IOException {
    Path out = temp.resolve("published");
    Path first = network("first.pt", 30.25f);
    Path second = network("second.pt", 40.5f);
    hwgpt(0, "import", first, "--out", out);
    Path file = out.resolve("s").resolve("perplexity-published.onnx");
    byte[] before = Files.readAllBytes(file);
    String refused = hwgpt(1, "import", second, "--out", out);
    assertTrue(
        refused.contains(file + ": exists; use another folder, or replace it with --overwrite"),
        refused);
    assertArrayEquals(before, Files.readAllBytes(file));
    hwgpt(0, "import", second, "--out", out, "--overwrite");
    assertFalse(Arrays.equals(before, Files.readAllBytes(file)));
    String twice = hwgpt(1, "import", first, second, "--out", temp.resolve("both"));
    assertTrue(
        twice.contains("second.pt: a second network for perplexity@published of space 's'"), twice);
  }

  @Test
  void importedNetworksAreAskedAndSearched() throws IOException {
    Path out = temp.resolve("published");
    assertEquals(
        String.format(
            Locale.ROOT,
            "perplexity@published of space 's' is in %s%n",
            out.resolve("s").resolve("perplexity-published.onnx")),
        hwgpt(0, "import", network("perplexity.pt", 30.25f), "--out", out));
    String objectives = hwgpt(0, "objectives", "--published", out);
    assertTrue(objectives.contains("perplexity@published"), objectives);
    String answer = hwgpt(
        0,
        "query",
        "--published",
        out,
        "--objectives",
        "perplexity@published",
        "--format",
        "csv",
        "--arch",
        "gpt-s-10-192-2-2-2-2-2-2-2-2-2-2-4-4-4-4-4-4-4-4-4-4-False");
    assertTrue(answer.contains("perplexity@published,30.25,"), answer);
    Path runs = temp.resolve("runs");
    String run = hwgpt(
        0,
        "run",
        "--published",
        out,
        "--objectives",
        "perplexity@published,params",
        "--algorithms",
        "random",
        "--seeds",
        2,
        "--evaluations",
        20,
        "--out",
        runs);
    assertTrue(run.contains("HWGPT-S(perplexity@published,params)"), run);
    String verified = hwgpt(0, "verify", runs, "--published", out);
    assertTrue(verified.contains("2"), verified);
    assertEquals(
        String.format(
            Locale.ROOT,
            "hwgpt objectives: %s: contains nothing of space 'm'; expected networks that 'hwgpt import' wrote%n",
            out),
        hwgpt(1, "objectives", "--scale", "m", "--published", out));
  }

  @Test
  void aSupernetOfASpaceOfOnesOwnIsImported() throws IOException {
    SearchSpace space = SearchSpace.builder("own")
        .embedDims(4, 8)
        .layerCounts(1, 2)
        .headCounts(1, 2)
        .mlpRatios(1, 2)
        .build();
    SupernetShape shape = new SupernetShape(space, 11, 4, 0.5, 16);
    Path original = temp.resolve("original");
    SupernetWeights weights =
        SupernetWriter.writeUntrained(original, shape, new SplittableRandom(1));
    TorchFile file = new TorchFile();
    for (WeightTensor tensor : shape.tensors()) {
      float[] values = new float[tensor.size()];
      weights.values(tensor.name()).get(values);
      file.tensor(
          "model." + tensor.name(),
          values,
          tensor.shape().stream().mapToInt(Integer::intValue).toArray());
    }
    Path checkpoint = temp.resolve("own.ckpt");
    file.tied("model.lm_head.weight", "model.transformer.wte.weight", 11, 8)
        .lightning()
        .write(checkpoint);
    Path out = temp.resolve("own");
    Path header = original.resolve("supernet.json");
    assertEquals(
        String.format(
            Locale.ROOT,
            "A supernet of space 'own' with %d weights is in %s%n",
            shape.weights(),
            out),
        hwgpt(0, "import", checkpoint, "--space", header, "--out", out));
    assertEquals(weights.sha256(), SupernetWeights.open(out).sha256());
    assertTrue(hwgpt(2, "import", checkpoint, "--space", header, "--out", out)
        .contains("already contains a supernet; name another folder"));
    assertTrue(hwgpt(2, "import", checkpoint, "--space", header, "--scale", "s", "--out", out)
        .contains("give its --scale, or a file of its --space, not both"));
    Path yaml = Files.writeString(temp.resolve("own.yaml"), """
        name: own
        embed_dim: [4, 8]
        n_layer: [1, 2]
        n_head: [1, 2]
        mlp_ratio: [1, 2]
        vocabulary: 11
        sequence_length: 16
        head_size: 4
        mlp_matrices: 2
        tied_head: true
        """);
    Path second = temp.resolve("second");
    hwgpt(0, "import", checkpoint, "--space", yaml, "--out", second);
    assertEquals(weights.sha256(), SupernetWeights.open(second).sha256());
    assertEquals(SpaceFile.read(yaml), SupernetWeights.open(second).shape().space());
    Path network = network("perplexity.pt", 1);
    assertTrue(hwgpt(2, "import", network, "--space", header, "--out", out)
        .contains("--space is for supernets only"));
  }

  @Test
  void whatWasStrippedFromNamesIsPrinted() throws IOException {
    Path header = Files.writeString(temp.resolve("own.json"), """
        {"space": {"name": "own", "embed_dim": [2], "n_layer": [1], "n_head": [1],
        "mlp_ratio": [1], "bias": [false], "batch": 1},
        "vocabulary": 3, "head_size": 2, "rotary_fraction": 1, "block_size": 4}
        """);
    SafetensorsFile file = new SafetensorsFile();
    for (WeightTensor tensor : SupernetShape.read(header).tensors()) {
      file.tensor(
          "_orig_mod." + tensor.name(),
          new float[tensor.size()],
          tensor.shape().stream().mapToInt(Integer::intValue).toArray());
    }
    Path weights = temp.resolve("model.safetensors");
    file.write(weights);
    Path out = temp.resolve("own");
    assertEquals(
        String.format(
            Locale.ROOT,
            "Stripped from the names of tensors: _orig_mod.%nA supernet of space 'own' with %d weights is in %s%n",
            SupernetShape.read(header).weights(),
            out),
        hwgpt(0, "import", weights, "--space", header, "--out", out));
  }

  /** A model of LitGPT, whose configuration says all. */
  @Test
  void aModelIsImportedByTheConfigurationBesideIt() throws IOException {
    String config = """
        name: tiny-model
        hf_config:
          name: tiny
        block_size: 8
        n_layer: 2
        n_embd: 8
        n_head: 2
        padded_vocab_size: 11
        norm_eps: 1.0e-05
        parallel_residual: false
        rope_adjustments: null
        """;
    Path yaml = Files.writeString(temp.resolve("model_config.yaml"), config);
    SearchSpace space = SearchSpace.builder("any")
        .embedDims(8)
        .layerCounts(2)
        .headCounts(2)
        .mlpRatios(4)
        .bias(true)
        .build();
    SupernetLayout layout = new SupernetLayout(false, false, false, 10_000);
    TorchFile file = new TorchFile().in("model");
    for (WeightTensor tensor : new SupernetShape(space, 11, 4, 0.5, 8, layout).tensors()) {
      float[] values = new float[tensor.size()];
      values[0] = tensor.name().startsWith("lm_head") ? 1 : 0;
      file.tensor(
          tensor.name().replace("attn.attn", "attn.qkv"),
          values,
          tensor.shape().stream().mapToInt(Integer::intValue).toArray());
    }
    Path weights = temp.resolve("lit_model.pth");
    file.write(weights);
    // One of four dimensions can't be rotated.
    assertTrue(hwgpt(2, "import", weights, "--out", temp.resolve("odd"))
        .contains("rotary fraction 0.25 of heads of size 4; allowed"));
    Files.writeString(yaml, config + "rotary_percentage: 0.5\n");
    Path out = temp.resolve("model");
    assertEquals(
        String.format(
            Locale.ROOT,
            "Sizes and layout from %s%n"
                + "Rows of query, key and value in blocks: ordered by head%n"
                + "Layout: untied head, sequential residual, exact GELU, rotary base 10000.0%n"
                + "A supernet of space 'tiny_model' with %d weights is in %s%n"
                + "Its choices: embed_dim [2, 4, 8], n_layer [1, 2], n_head [1, 2], mlp_ratio [2, 3, 4], bias [true]; --space sets others%n",
            yaml,
            new SupernetShape(space, 11, 4, 0.5, 8, layout).weights(),
            out),
        hwgpt(0, "import", weights, "--out", out));
    assertEquals(layout, SupernetWeights.open(out).shape().layout());
    Path mine = Files.writeString(
        temp.resolve("mine.yaml"),
        "name: mine\nembed_dim: [4, 8]\nn_layer: 2\nn_head: 2\nmlp_ratio: [1, 4]\nbias: true\n");
    Path chosen = temp.resolve("chosen");
    hwgpt(0, "import", weights, "--space", mine, "--out", chosen);
    assertEquals(
        SpaceFile.read(mine).withDesign(new NetworkDesign(11, 8, 4, 2, false)),
        SupernetWeights.open(chosen).shape().space());
    Files.writeString(yaml, config + "norm_class_name: RMSNorm\nn_query_groups: 1\n");
    String refused = hwgpt(2, "import", weights, "--out", temp.resolve("none"));
    assertTrue(
        refused.contains(
            yaml + ": not a model that supernets support: n_query_groups 1 (supported: 2);"
                + " norm_class_name \"RMSNorm\" (supported: LayerNorm)"),
        refused);
    Files.writeString(yaml, "a: &a [*a]\n");
    assertTrue(hwgpt(2, "import", weights, "--out", temp.resolve("none")).contains("not YAML"));
    Files.delete(yaml);
    assertTrue(hwgpt(2, "import", weights, "--out", temp.resolve("none"))
        .contains("give its --scale, or a file of its --space, or put the"));
  }

  @Test
  void networksAndSupernetsAreNotMixedUp() throws IOException {
    Path network = network("perplexity.pt", 1);
    Path out = temp.resolve("published");
    assertTrue(hwgpt(2, "import", network, "--scale", "m", "--out", out)
        .contains(
            String.format(Locale.ROOT, "--scale 'm': %s is a network of space 's'", network)));
    Path supernet = temp.resolve("supernet.pt");
    new TorchFile().tensor("transformer.wte.weight", new float[6], 3, 2).write(supernet);
    assertTrue(hwgpt(2, "import", supernet, "--out", out)
        .contains("supernet.pt: a supernet; give its --scale"));
    assertTrue(hwgpt(2, "import", network, supernet, "--scale", "s", "--out", out)
        .contains("supernet.pt: a supernet; import it alone, into its own folder"));
  }

  @Test
  void wrongUsageIsSaid() throws IOException {
    assertTrue(hwgpt(2, "import", "a.ckpt", "--scale", "xxl", "--out", temp).contains("'xxl'"));
    assertTrue(hwgpt(2, "import", "a.ckpt", "--scale", "s").contains("--out"));
    assertTrue(hwgpt(0, "import", "--help").contains("hwgpt import gpt-s.ckpt --scale s"));
    Path file = temp.resolve("tiny.ckpt");
    new TorchFile().tensor("a", new float[1], 1).write(file);
    assertTrue(hwgpt(2, "import", file, "--device", "tpu", "--out", temp).contains("'tpu'"));
    assertEquals(
        String.format(Locale.ROOT, "hwgpt import: %s: a file; expected a folder%n", file),
        hwgpt(1, "import", file, "--scale", "s", "--out", file));
  }
}
