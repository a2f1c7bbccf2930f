package io.github.hwgptbench.adapter.optuna;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of what is stored, and one line of a journal of Optuna. Studies and trials are named
 * by numbers that nobody writes down: how many were created in the same journal before.
 */
sealed interface JournalRecord {

  /**
   * Makes the change. As in Optuna, one of something that does not exist or is finished changes
   * nothing: somebody else was faster.
   */
  void apply(Ledger ledger);

  /** Whose attributes are meant: what users note, or what samplers and studies do. */
  enum Owner {
    USER,
    SYSTEM
  }

  record CreateStudy(String name, List<Direction> directions) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.createStudy(name, directions);
    }
  }

  record DeleteStudy(long study) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.deleteStudy(study);
    }
  }

  record SetStudyAttr(
      long study, Owner owner, String key, @Nullable Object value) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.study(study).ifPresent(entry -> entry.attrs(owner).put(key, value));
    }
  }

  /** The trial has no number yet. */
  record CreateTrial(long study, FrozenTrial trial) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.study(study).ifPresent(entry -> ledger.createTrial(entry, trial));
    }
  }

  record SetTrialParam(long trial, String name, double internal, Distribution distribution)
      implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> {
        if (entry.study().allows(name, distribution)) {
          entry.setParam(name, distribution.toExternalRepr(internal), distribution);
        }
      });
    }
  }

  /**
   * @param values null if nothing is said of them
   * @param at when the trial was begun with or finished, as the state says; null if nobody knows
   */
  record SetTrialState(
      long trial,
      TrialState state,
      @Nullable List<Double> values,
      @Nullable Instant at) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> ledger.setState(entry, state, values, at));
    }
  }

  record SetIntermediateValue(long trial, long step, double value) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> entry.report(step, value));
    }
  }

  record SetTrialAttr(
      long trial, Owner owner, String key, @Nullable Object value) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> entry.setAttr(owner, key, value));
    }
  }

  /**
   * A study whose line can't be read. It takes its number, so that those of the others stay.
   *
   * @param why names the line
   */
  record UnreadableStudy(String name, String why) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      if (ledger.study(name).isEmpty()) {
        ledger.createStudy(name, List.of(Direction.MINIMIZE));
        ledger.study(name).orElseThrow().spoil(why);
      }
    }
  }

  /**
   * A trial whose line can't be read. It takes its number, and spoils its study only.
   *
   * @param why names the line
   */
  record UnreadableTrial(long study, String why) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.study(study).ifPresent(entry -> {
        ledger.createTrial(entry, FrozenTrial.builder(TrialState.FAIL).build());
        entry.spoil(why);
      });
    }
  }

  /**
   * A change of a study that can't be read.
   *
   * @param why names the line
   */
  record UnreadableStudyChange(long study, String why) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.study(study).ifPresent(entry -> entry.spoil(why));
    }
  }

  /**
   * A change of a trial that can't be read, which spoils the study of the trial only.
   *
   * @param why names the line
   */
  record UnreadableTrialChange(long trial, String why) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> entry.study().spoil(why));
    }
  }

  /** Of the port of Optuna to Rust; Optuna itself takes no notice. */
  record DiscardTrials() implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {}
  }
}
