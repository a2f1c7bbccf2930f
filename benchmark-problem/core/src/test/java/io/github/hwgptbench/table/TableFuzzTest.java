package io.github.hwgptbench.table;

import io.github.hwgptbench.space.SearchSpace;
import io.github.hwgptbench.testing.Damaged;
import io.github.hwgptbench.testing.Fuzz;
import io.github.hwgptbench.testing.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any bytes are a table or are refused with a message that names the file. */
class TableFuzzTest {

  private static final byte[] ARCHITECTURES = bytes("""
      arch_id,block,embed_dim,n_layer,bias,mlp_ratio,n_head,note
      0,0,192,10,True,2-3-4-2-3-4-2-3-4-2,4-8-12-4-8-12-4-8-12-4,"a, b"
      7,1,384.0,10,FALSE,4-4-4-4-4-4-4-4-4-4,4-4-4-4-4-4-4-4-4-4,""
      """);
  private static final byte[] READINGS = bytes("""
      arch_id,obs_1,obs_2
      0,1.5,2e-3
      7,"3",
      """);

  private static Path plain;
  private static Path packed;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @BeforeContainer
  static void makeFiles() throws IOException {
    plain = Files.createTempFile("damaged", ".csv");
    packed = Files.createTempFile("damaged", ".csv.gz");
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(plain);
    Files.delete(packed);
  }

  /** Writes a damaged file: as it is, packed afterwards, or packed before. */
  private static Path damaged(byte[] valid, long seed) throws IOException {
    return switch ((int) Math.floorMod(seed, 3L)) {
      case 0 -> Files.write(plain, Mutations.of(valid, seed));
      case 1 -> Files.write(packed, gzip(Mutations.of(valid, seed)));
      default -> Files.write(packed, Mutations.of(gzip(valid), seed));
    };
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Fuzz
  void anyBytesAreArchitecturesOrAreRefused(@ForAll long seed) throws IOException {
    Path file = damaged(ARCHITECTURES, seed);
    Damaged.readsOrRefuses(
        IOException.class, file, () -> ArchitectureTable.read(file, SearchSpace.s()));
  }

  @Fuzz
  void anyBytesAreReadingsOrAreRefused(@ForAll long seed) throws IOException {
    Path file = damaged(READINGS, seed);
    Damaged.readsOrRefuses(IOException.class, file, () -> ReadingsTable.readWithGaps(file));
  }
}
