package io.github.hwgptbench.report;

import io.github.hwgptbench.report.internal.table.Table;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a report shows.
 *
 * @param title what it is of
 * @param subtitle the same in a sentence
 * @param sections in their order
 * @param data tables that are for programs alone, and not shown
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
