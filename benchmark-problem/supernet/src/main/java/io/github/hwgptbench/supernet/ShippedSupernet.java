package io.github.hwgptbench.supernet;

import io.github.hwgptbench.internal.text.Text;
import io.github.hwgptbench.space.SearchSpace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * The supernets that ship with the benchmark, each with a corpus that none of its weights were
 * trained on: that of {@link SearchSpace#xs()}. They are read from the jar into memory.
 *
 * <p>The folder of a space has {@code supernet.json} and {@code weights.f32} as in
 * {@link SupernetWeights}, and {@code validation.tokens} as in {@link TokenFile}.
 */
public final class ShippedSupernet {

  private static final String TOKENS = "validation.tokens";

  /** So few that a search of thousands of networks takes minutes. */
  private static final int USUAL_TOKENS = 8192;

  private ShippedSupernet() {}

  /** Returns whether one ships for a space. */
  public static boolean in(SearchSpace space) {
    return space.isBuiltIn()
        && ShippedSupernet.class.getResource(space.name() + "/" + SupernetHeader.FILE) != null;
  }

  /**
   * Returns the supernet of a space; 8,192 tokens are predicted, by all processors, unless the
   * builder is set otherwise.
   *
   * @return empty if none ships
   * @throws SupernetFileException if it is not as it was shipped
   */
  public static Optional<SupernetSource.Builder> of(SearchSpace space) {
    return weights(space)
        .map(weights -> SupernetSource.of(weights, text(space))
            .tokens(USUAL_TOKENS)
            .threads(Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Returns the weights of the supernet of a space.
   *
   * @return empty if none ships
   * @throws SupernetFileException if they are not as they were shipped
   * @since 0.2.0
   */
  public static Optional<SupernetWeights> weights(SearchSpace space) {
    return in(space) ? Optional.of(read(space)) : Optional.empty();
  }

  private static SupernetWeights read(SearchSpace space) {
    String header = new String(resource(space, SupernetHeader.FILE), StandardCharsets.UTF_8);
    byte[] bytes = resource(space, SupernetWeights.FILE);
    return SupernetWeights.of(
        name(space),
        SupernetHeader.parse(header, name(space) + "/" + SupernetHeader.FILE),
        ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  private static TokenText text(SearchSpace space) {
    ShortBuffer tokens =
        ByteBuffer.wrap(resource(space, TOKENS)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    return new ShippedText(name(space) + "/" + TOKENS, tokens);
  }

  private record ShippedText(String name, ShortBuffer tokens) implements TokenText {

    @Override
    public long size() {
      return tokens.limit();
    }

    @Override
    public int[] read(long from, int count) {
      int[] some = new int[count];
      for (int i = 0; i < count; i++) {
        some[i] = Short.toUnsignedInt(tokens.get((int) from + i));
      }
      return some;
    }
  }

  private static byte[] resource(SearchSpace space, String file) {
    try (InputStream in = ShippedSupernet.class.getResourceAsStream(space.name() + "/" + file)) {
      if (in == null) {
        throw new NoSuchFileException(file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new SupernetFileException(Text.format("%s/%s: can't be read", name(space), file), e);
    }
  }

  private static String name(SearchSpace space) {
    return "supernet " + space.name() + " of the benchmark's jar";
  }
}
