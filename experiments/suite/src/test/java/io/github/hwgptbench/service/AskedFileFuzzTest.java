package io.github.hwgptbench.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.space.GenotypeSpace;
import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are the requests of a run or are refused with a message that names the file. */
class AskedFileFuzzTest {

  private static final GenotypeSpace SPACE = SearchSpace.s().genotypes();
  private static final Fidelities LEVELS =
      Fidelities.of(Fidelities.MEASUREMENTS, List.of(1, 5, 25));
  private static final String GENOTYPE = Arrays.toString(new int[SPACE.size()]);
  private static final byte[] VALID = ("[" + GENOTYPE + "]\n[" + GENOTYPE + "," + GENOTYPE
          + "]\n{\"fidelity\":0,\"genotypes\":[" + GENOTYPE
          + "]}\n{\"fidelity\":2,\"nanos\":7,\"genotypes\":["
          + GENOTYPE + "]}\n[")
      .getBytes(StandardCharsets.UTF_8);

  private static Path file;

  @BeforeContainer
  static void makeFile() throws IOException {
    file = Files.createTempFile("damaged", ".jsonl");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(file);
  }

  @Fuzz
  void anyBytesAreRequestsOrAreRefused(@ForAll long seed) throws IOException {
    Files.write(file, Mutations.of(VALID, seed));
    Damaged.readsOrRefuses(IOException.class, file, () -> AskedFile.requests(file, SPACE, LEVELS));
  }

  @Example
  void namesTheLineOfANull() throws IOException {
    for (String line : new String[] {"null", "[null]"}) {
      Files.writeString(file, "[" + GENOTYPE + "]\n" + line + "\n");
      String message = assertThrows(
              IOException.class, () -> AskedFile.requests(file, SPACE, LEVELS))
          .getMessage();
      assertEquals(file + ", line 2: null in place of an array", message);
    }
    for (String fidelity : new String[] {"null", "-1", "3"}) {
      Files.writeString(file, "{\"fidelity\":" + fidelity + ",\"genotypes\":[" + GENOTYPE + "]}\n");
      String message = assertThrows(
              IOException.class, () -> AskedFile.requests(file, SPACE, LEVELS))
          .getMessage();
      assertEquals(file + ", line 1: Fidelity " + fidelity + "; allowed: 0 to 2", message);
    }
  }
}
