package io.github.hwgptbench.report;

import io.github.hwgptbench.report.internal.figure.Figure;
import io.github.hwgptbench.report.internal.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block of a {@link Section}. */
public sealed interface Block {

  /**
   * A few sentences.
   *
   * @param text as it is read
   */
  record Paragraph(String text) implements Block {}

  /**
   * What a reader must know before believing the numbers.
   *
   * @param notes sentences, one or more
   */
  record Notes(List<String> notes) implements Block {

    /** Copies the notes. */
    public Notes {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Short answers.
   *
   * @param facts in their order
   */
  record Facts(List<Fact> facts) implements Block {

    /** Copies the facts. */
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A short answer.
   *
   * @param name its subject
   * @param value the answer
   * @param link where more is to be found, an address of the web; null for nowhere
   */
  record Fact(String name, String value, @Nullable String link) {

    /** Makes an answer without a link. */
    public Fact(String name, String value) {
      this(name, value, null);
    }
  }

  /**
   * A figure.
   *
   * @param name of its file, without an ending: lower-case letters, digits and hyphens
   * @param caption below it
   * @param figure the figure
   */
  record Drawing(String name, String caption, Figure figure) implements Block {}

  /**
   * A table. Its name is that of its files.
   *
   * @param table the table
   * @param title of a few words, which alone is seen at first; empty to show all
   */
  record Tabulated(Table table, String title) implements Block {

    /** Makes a table all of which is shown. */
    public Tabulated(Table table) {
      this(table, "");
    }
  }

  /**
   * A text to be copied, which is a file beside the report too.
   *
   * @param title its title
   * @param file name of the file
   * @param text all of the file
   */
  record Source(String title, String file, String text) implements Block {}
}
