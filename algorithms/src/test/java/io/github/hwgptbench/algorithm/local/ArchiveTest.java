package io.github.hwgptbench.algorithm.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.hwgptbench.algorithm.Candidate;
import io.github.hwgptbench.algorithm.Evaluation;
import io.github.hwgptbench.algorithm.variation.Mutation;
import io.github.hwgptbench.pareto.CrowdingDistance;
import io.github.hwgptbench.pareto.Dominance;
import io.github.hwgptbench.space.GenotypeSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ArchiveTest {

  private static final GenotypeSpace SPACE =
      GenotypeSpace.builder().gene("a", 3).gene("b", 2).build();

  /** Few distinct values, so that there are ties; some are infeasible. */
  private static Member member(int number, int objectives, SplittableRandom random) {
    double[] values = new double[objectives];
    for (int i = 0; i < objectives; i++) {
      int level = random.nextInt(12);
      values[i] = level == 11 ? Double.NaN : level == 10 ? Double.NEGATIVE_INFINITY : level;
    }
    double[] margins = {number > 10 && random.nextInt(3) > 0 ? -1 : random.nextInt(3) * 0.5};
    return new Member(
        new Evaluation(new Candidate(number, new int[] {0, 0}), values, margins), SPACE, number);
  }

  private static boolean covers(Member one, Member other) {
    return one.violation() < other.violation()
        || (one.violation() == other.violation()
            && Dominance.covers(one.objectives(), other.objectives()));
  }

  private static Member roomiest(List<Member> members) {
    double[] crowding =
        CrowdingDistance.of(members.stream().map(Member::objectives).toArray(double[][]::new));
    Member roomiest = null;
    double most = -1;
    for (int i = 0; i < crowding.length; i++) {
      Member member = members.get(i);
      double room = Math.min(crowding[i], member.objectives().length) / (1 + member.drawn());
      if (!member.explored() && room > most) {
        roomiest = member;
        most = room;
      }
    }
    return roomiest;
  }

  @Property(tries = 200)
  void theMemberWithMostRoomIsTheFirstOfEqualOnes(
      @ForAll @IntRange(min = 1, max = 4) int objectives, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Archive archive = new Archive();
    List<Member> expected = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      Member member = member(number, objectives, random);
      archive.add(member);
      if (expected.stream().noneMatch(other -> covers(other, member))) {
        expected.removeIf(other -> covers(member, other));
        expected.add(member);
      }
      assertEquals(expected, archive.members());
      Member roomiest = roomiest(expected);
      assertEquals(roomiest, archive.roomiest().orElse(null));
      if (roomiest != null) {
        roomiest.drawNeighbor(new Mutation(SPACE), random);
      }
    }
  }
}
