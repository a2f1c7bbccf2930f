package io.github.hwgptbench.export.parquet;

import blue.strategic.parquet.ParquetWriter;
import blue.strategic.parquet.ValueWriter;
import io.github.hwgptbench.export.EvaluationTable;
import io.github.hwgptbench.export.ExportFolder;
import io.github.hwgptbench.export.SuiteExporter;
import io.github.hwgptbench.record.ArchivedProblem;
import io.github.hwgptbench.record.ArchivedRun;
import io.github.hwgptbench.record.SuiteArchive;
import io.github.hwgptbench.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/**
 * Writes tidy tables in Parquet, compressed with Snappy: one file per problem, with the columns of
 * {@link EvaluationTable}. Integers are {@code INT64}, other numbers {@code DOUBLE}, bit-identical
 * to the record, and the rest are strings; a cell is null if its value is not known. A file gets
 * its name once it is complete. At most one row group, of 128 MB, is in memory.
 *
 * @since 0.2.0
 */
public final class ParquetExporter implements SuiteExporter {

  @Override
  public void export(SuiteArchive suite, ExportFolder folder, Runnable progress)
      throws IOException {
    requireCompression();
    for (ArchivedProblem problem : suite.problems()) {
      Path file = folder.path().resolve(problem.settings().folderName() + ".parquet");
      EvaluationTable table = new EvaluationTable(problem.settings());
      List<EvaluationTable.Column> columns = table.columns();
      try (ParquetWriter<List<@Nullable Object>> rows = ParquetWriter.writeFile(
          schema(columns),
          WholeFile.part(file).toFile(),
          (cells, row) -> write(columns, cells, row))) {
        for (ArchivedRun run : problem.runs()) {
          table.read(run, rows::write);
          progress.run();
        }
      }
      WholeFile.finish(file);
    }
  }

  /** The only native code of an export, which Snappy unpacks into the folder of temporary files. */
  private static void requireCompression() throws IOException {
    try {
      Snappy.getNativeLibraryVersion();
      Snappy.maxCompressedLength(1);
    } catch (LinkageError | SnappyError e) {
      throw new IOException(
          "Parquet needs a native library, Snappy, which can't be unpacked or loaded here; allowed: the Java option -Dorg.xerial.snappy.tempdir=DIR with a folder that allows programs, or another format",
          e);
    }
  }

  private static void write(
      List<EvaluationTable.Column> columns, List<@Nullable Object> cells, ValueWriter row) {
    for (int i = 0; i < columns.size(); i++) {
      Object cell = cells.get(i);
      if (cell != null) {
        row.write(columns.get(i).name(), cell);
      }
    }
  }

  private static MessageType schema(List<EvaluationTable.Column> columns) {
    return new MessageType(
        "evaluations", columns.stream().map(ParquetExporter::field).toList());
  }

  private static Type field(EvaluationTable.Column column) {
    Type.Repetition repetition =
        column.optional() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
    return switch (column.type()) {
      case TEXT ->
        Types.primitive(PrimitiveTypeName.BINARY, repetition)
            .as(LogicalTypeAnnotation.stringType())
            .named(column.name());
      case INTEGER -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(column.name());
      case REAL -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(column.name());
    };
  }
}
