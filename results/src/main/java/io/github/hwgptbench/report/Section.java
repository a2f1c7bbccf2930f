package io.github.hwgptbench.report;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a report.
 *
 * @param anchor its name in links, each once: lower-case letters, digits and hyphens
 * @param title its heading
 * @param fold whether it can be folded
 * @param blocks what is in it
 * @param sections what is in it, below the blocks
 */
public record Section(
    String anchor, String title, Fold fold, List<Block> blocks, List<Section> sections) {

  /** Whether a part can be folded, so that only its heading is seen. */
  public enum Fold {
    /** It can't. */
    NEVER,
    /** It can, and is unfolded at first. */
    OPEN,
    /** It can, and is folded at first. */
    CLOSED
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the anchor has other characters
   */
  public Section {
    blocks = List.copyOf(blocks);
    sections = List.copyOf(sections);
    if (!anchor.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          Text.format("Anchor '%s'; allowed: lower-case letters, digits and hyphens", anchor));
    }
  }

  /** Returns a part that can't be folded. */
  public static Section of(String anchor, String title, List<Block> blocks) {
    return new Section(anchor, title, Fold.NEVER, blocks, List.of());
  }

  /** Returns the blocks of this part and of those in it. */
  Stream<Block> allBlocks() {
    return Stream.concat(blocks.stream(), sections.stream().flatMap(Section::allBlocks));
  }
}
