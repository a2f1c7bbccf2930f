package io.github.hwgptbench.report;

import io.github.hwgptbench.report.internal.table.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * The content of a report.
 *
 * @param title its title
 * @param subtitle the same in a sentence
 * @param sections its sections, in order
 * @param data tables for programs only, which are not shown
 */
public record Page(String title, String subtitle, List<Section> sections, List<Table> data) {

  /** Copies the lists. */
  public Page {
    sections = List.copyOf(sections);
    data = List.copyOf(data);
  }

  /** Returns the blocks of all sections. */
  Stream<Block> blocks() {
    return sections.stream().flatMap(Section::allBlocks);
  }
}
