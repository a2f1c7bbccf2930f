package io.github.hwgptbench.adapter.process;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.Prior;
import io.github.hwgptbench.objective.Constraint;
import io.github.hwgptbench.objective.Criterion;
import io.github.hwgptbench.problem.Budget;
import io.github.hwgptbench.problem.Fidelities;
import io.github.hwgptbench.problem.Problem;
import io.github.hwgptbench.space.GenotypeSpace;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes problems and their values as JSON. */
public final class ProblemJson {

  private ProblemJson() {}

  /**
   * Writes the description of a problem as fields of the current object: its {@code problem} name,
   * {@code genes}, {@code objectives} and {@code constraints}.
   *
   * @throws IOException if it can't be written
   */
  public static void writeProblem(JsonGenerator out, Problem problem) throws IOException {
    out.writeStringField("problem", problem.name());
    writeGenes(out, problem.genotypes());
    out.writeArrayFieldStart("objectives");
    for (Criterion objective : problem.objectives()) {
      writeObjective(out, objective);
    }
    out.writeEndArray();
    out.writeArrayFieldStart("constraints");
    for (Criterion constraint : problem.constraints()) {
      out.writeStartObject();
      out.writeStringField("name", constraint.name());
      if (constraint instanceof Constraint bounded) {
        out.writeStringField("objective", bounded.objective().name());
        out.writeStringField("comparison", bounded.comparison().symbol());
        out.writeNumberField("bound", bounded.bound());
      }
      out.writeStringField("unit", constraint.unit());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /**
   * Writes a field {@code genes} with the name and the choices of each.
   *
   * @throws IOException if it can't be written
   */
  public static void writeGenes(JsonGenerator out, GenotypeSpace space) throws IOException {
    out.writeArrayFieldStart("genes");
    for (int gene = 0; gene < space.size(); gene++) {
      out.writeStartObject();
      out.writeStringField("name", space.name(gene));
      out.writeArrayFieldStart("choices");
      for (Object choice : space.choices(gene)) {
        out.writeObject(choice);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /**
   * Writes an object with the name, the unit and the direction of an objective.
   *
   * @throws IOException if it can't be written
   */
  public static void writeObjective(JsonGenerator out, Criterion objective) throws IOException {
    out.writeStartObject();
    out.writeStringField("name", objective.name());
    out.writeStringField("unit", objective.unit());
    out.writeStringField("direction", objective.maximized() ? "maximize" : "minimize");
    out.writeEndObject();
  }

  /**
   * Writes the fields {@code limit}, with the unit and the amount of a budget, and
   * {@code fidelities}, with their unit, and the amount and the cost of each of the {@code levels}.
   *
   * @throws IOException if they can't be written
   * @since 0.2.0
   */
  public static void writeConditions(JsonGenerator out, Budget budget, Fidelities fidelities)
      throws IOException {
    out.writeObjectFieldStart("limit");
    out.writeStringField("unit", budget.unit().name().toLowerCase(Locale.ROOT));
    out.writeNumberField("amount", budget.amount());
    out.writeEndObject();
    out.writeObjectFieldStart("fidelities");
    out.writeStringField("unit", fidelities.unit());
    out.writeArrayFieldStart("levels");
    for (Fidelities.Level level : fidelities.levels()) {
      out.writeStartObject();
      out.writeNumberField("amount", level.amount());
      out.writeNumberField("cost", level.cost());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /**
   * Writes a field {@code priors}: for each other problem its name, the names of the objectives
   * that it {@linkplain Prior#shared shares} with the searched one, the evaluated genotypes as
   * indices of their choices, and their values as {@link #writeValues} does.
   *
   * @param searched the problem of the search
   * @throws IOException if they can't be written
   * @since 0.2.0
   */
  public static void writePriors(JsonGenerator out, Problem searched, List<Prior> priors)
      throws IOException {
    out.writeArrayFieldStart("priors");
    for (Prior prior : priors) {
      List<Evaluation> evaluations = prior.evaluations();
      out.writeStartObject();
      out.writeStringField("problem", prior.problem());
      out.writeArrayFieldStart("shared");
      for (int i = 0; i < searched.objectives().size(); i++) {
        if (prior.shared().contains(i)) {
          out.writeString(searched.objectives().get(i).name());
        }
      }
      out.writeEndArray();
      out.writeArrayFieldStart("genotypes");
      for (Evaluation evaluation : evaluations) {
        int[] genes = evaluation.candidate().genes();
        out.writeArray(genes, 0, genes.length);
      }
      out.writeEndArray();
      writeValues(
          out,
          searched.objectives(),
          evaluations.stream().map(Evaluation::objectives).toArray(double[][]::new),
          evaluations.stream().map(Evaluation::violations).toArray(double[][]::new));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /**
   * Writes the fields {@code objectives} and {@code violations}, each with one row per
   * architecture. Maximised objectives are not negated. Numbers that are not finite are written as
   * null.
   *
   * @param metrics the objectives
   * @param objectives one row per architecture, all minimised
   * @param violations one row per architecture
   * @throws IOException if it can't be written
   */
  public static void writeValues(
      JsonGenerator out,
      List<? extends Criterion> metrics,
      double[][] objectives,
      double[][] violations)
      throws IOException {
    out.writeArrayFieldStart("objectives");
    for (double[] row : objectives) {
      out.writeStartArray();
      for (int i = 0; i < row.length; i++) {
        writeNumber(out, metrics.get(i).maximized() ? 0.0 - row[i] : row[i]);
      }
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("violations");
    for (double[] row : violations) {
      writeRow(out, row);
    }
    out.writeEndArray();
  }

  /**
   * Writes a field with an array of numbers. Numbers that are not finite are written as null.
   *
   * @throws IOException if it can't be written
   */
  public static void writeNumbers(JsonGenerator out, String field, double[] numbers)
      throws IOException {
    out.writeFieldName(field);
    writeRow(out, numbers);
  }

  private static void writeRow(JsonGenerator out, double[] numbers) throws IOException {
    out.writeStartArray();
    for (double number : numbers) {
      writeNumber(out, number);
    }
    out.writeEndArray();
  }

  private static void writeNumber(JsonGenerator out, double value) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }
}
