// From nothing to a Pareto front and a figure, as a script of JShell:
//   jshell --class-path experiments/suite/target/hwgptbench-suite.jar experiments/examples/jshell/first-front.jsh
import io.github.hwgptbench.HwGptBench
import io.github.hwgptbench.algorithm.AlgorithmRegistry
import io.github.hwgptbench.objective.Objective
import io.github.hwgptbench.pareto.ParetoArchive
import io.github.hwgptbench.problem.ArchitectureProblem
import io.github.hwgptbench.space.Architecture
import io.github.hwgptbench.space.SearchSpace
import org.jfree.chart.ChartFactory
import org.jfree.chart.ChartUtils
import org.jfree.data.xy.DefaultXYDataset

System.setProperty("java.awt.headless", "true")

// Which architectures are the best trade-offs between perplexity and energy on an RTX 2080?
var bench = HwGptBench.open(SearchSpace.s())
var objectives = List.of(Objective.parse("perplexity"), Objective.parse("energy@rtx2080"))
var evaluator = bench.evaluator(objectives)
var problem = ArchitectureProblem.builder(evaluator).objectives(objectives).build()

// NSGA-II evaluates 2,000 architectures; the archive keeps the front of all of them.
ParetoArchive<Architecture> archive = ParetoArchive.of(2)
AlgorithmRegistry.load().algorithm("nsga2").run(problem, 2_000, 1, it ->
    archive.add(it.objectives(), bench.space().decode(it.candidate().genes())))

var front = archive.members().stream().
    sorted(Comparator.comparingDouble(it -> it.objectives()[0])).toList()
for (var member : front) {
  System.out.printf(Locale.ROOT, "%.2f %.3f %s%n",
      member.objectives()[0], member.objectives()[1], bench.space().format(member.value()));
}

var points = new double[2][front.size()]
for (int i = 0; i < front.size(); i++) {
  points[0][i] = front.get(i).objectives()[0];
  points[1][i] = front.get(i).objectives()[1];
}
var data = new DefaultXYDataset()
data.addSeries("front of NSGA-II", points)
var chart = ChartFactory.createScatterPlot(problem.name(), "perplexity", "energy (mWh)", data)
ChartUtils.saveChartAsPNG(new File("front.png"), chart, 900, 600)
System.out.println("The figure is in front.png")
evaluator.close()
bench.close()
/exit
