package io.github.hwgptbench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.space.NetworkDesign;
import io.github.hwgptbench.space.SearchSpace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceFileTest {

  private static final String CHOICES =
      "name: mine\nembed_dim: [64, 128]\nn_layer: 2\nmlp_ratio: [2, 4]\nn_head: [1, 2]\n";

  private static SearchSpace.Builder mine() {
    return SearchSpace.builder("mine")
        .embedDims(64, 128)
        .layerCounts(2)
        .mlpRatios(2, 4)
        .headCounts(1, 2);
  }

  @Test
  void readsChoicesBatchAndDesign() {
    assertEquals(mine().build(), SpaceFile.parse("mine.yaml", CHOICES));
    assertEquals(
        mine()
            .bias(true)
            .batch(4)
            .design(new NetworkDesign(32000, 512, 32, 2, true))
            .build(),
        SpaceFile.parse(
            "mine.yaml",
            CHOICES
                + "bias: true\nbatch: 4\nvocabulary: 32000\nsequence_length: 512\n"
                + "head_size: 32\nmlp_matrices: 2\ntied_head: true\n"));
    assertEquals(mine().build(), SpaceFile.parse("mine.yaml", CHOICES + "bias: [true, false]\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batsh: 4 | mine.yaml, line 6: unknown field 'batsh'; known: name, embed_dim, n_layer, mlp_ratio, n_head, bias, batch, vocabulary, sequence_length, head_size, mlp_matrices, tied_head (did you mean 'batch'?)",
        "batch: 0 | mine.yaml, line 6, 'batch': Search space 'mine': batch 0; allowed: 1 or more",
        "batch: four | mine.yaml, line 6, 'batch': 'four'; allowed: an integer",
        "bias: perhaps | mine.yaml, line 6, 'bias': 'perhaps'; allowed: true, false",
        "bias: [true, true] | mine.yaml, line 6, 'bias': [true, true]; allowed: false, true, or both",
        "vocabulary: -1 | mine.yaml, line 6, 'vocabulary': -1; allowed: 1 or more",
        "mlp_matrices: 4 | mine.yaml, line 6, 'mlp_matrices': 4; allowed: 2 to 3"
      })
  void saysWhatIsWrong(String line, String message) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> SpaceFile.parse("mine.yaml", CHOICES + line + "\n"))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: mine | name: s | mine.yaml, line 1, 'name': Search space 's': ",
        "name: mine | name: S | mine.yaml, line 1, 'name': Search space 'S': this name belongs to",
        "embed_dim: [64, 128] | embed_dim: 2147483647 | mine.yaml, line 2, 'embed_dim': Search space 'mine': choices of",
        "n_layer: 2 | n_layer: [3, 2] | mine.yaml, line 3, 'n_layer': Search space 'mine': choices of n_layer are 3, 2;",
        "embed_dim: [64, 128] | vocabulary: 5 | mine.yaml, line 1: field 'embed_dim' is missing"
      })
  void saysWhichFieldIsWrong(String line, String other, String message) {
    String actual = assertThrows(
            IllegalArgumentException.class,
            () -> SpaceFile.parse("mine.yaml", CHOICES.replace(line, other)))
        .getMessage();
    assertEquals(message, actual.substring(0, Math.min(message.length(), actual.length())));
  }

  @Test
  void costsBeyondAllNumbersAreRefused() {
    assertEquals(
        "mine.yaml, line 1: MACs or FLOPs of the largest architecture exceed 9223372036854775807",
        assertThrows(
                IllegalArgumentException.class,
                () -> SpaceFile.parse("mine.yaml", CHOICES + "batch: 2147483647\n"))
            .getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    assertEquals(
        "Search space 'none.yaml': no such file",
        assertThrows(IllegalArgumentException.class, () -> SpaceFile.read(Path.of("none.yaml")))
            .getMessage());
  }
}
