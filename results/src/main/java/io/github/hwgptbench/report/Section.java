package io.github.hwgptbench.report;

import io.github.hwgptbench.internal.text.Text;
import java.util.List;
import java.util.stream.Stream;

/**
 * A section of a report.
 *
 * @param anchor its unique name in links: lower-case letters, digits and hyphens
 * @param title its heading
 * @param fold whether it can be collapsed
 * @param blocks its blocks
 * @param sections its subsections, below the blocks
 */
public record Section(
    String anchor, String title, Fold fold, List<Block> blocks, List<Section> sections) {

  /** Whether a section can be collapsed to its heading. */
  public enum Fold {
    /** It can't be collapsed. */
    NEVER,
    /** It can be collapsed, and is initially expanded. */
    OPEN,
    /** It can be collapsed, and is initially collapsed. */
    CLOSED
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the anchor is invalid
   */
  public Section {
    blocks = List.copyOf(blocks);
    sections = List.copyOf(sections);
    if (!anchor.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          Text.format("Anchor '%s'; allowed: lower-case letters, digits and hyphens", anchor));
    }
  }

  /** Returns a section that can't be collapsed. */
  public static Section of(String anchor, String title, List<Block> blocks) {
    return new Section(anchor, title, Fold.NEVER, blocks, List.of());
  }

  /** Returns the blocks of this part and of those in it. */
  Stream<Block> allBlocks() {
    return Stream.concat(blocks.stream(), sections.stream().flatMap(Section::allBlocks));
  }
}
