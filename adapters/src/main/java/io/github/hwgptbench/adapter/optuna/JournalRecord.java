package io.github.hwgptbench.adapter.optuna;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One change of what is stored, and one line of a journal of Optuna. Studies and trials are named
 * by numbers that nobody writes down: how many were created in the same journal before.
 */
sealed interface JournalRecord {

  /**
   * Makes the change. As in Optuna, one of something that is not there or is finished changes
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

  record DeleteStudy(int study) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.deleteStudy(study);
    }
  }

  record SetStudyAttr(int study, Owner owner, String key, Object value) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.study(study).ifPresent(entry -> entry.attrs(owner).put(key, value));
    }
  }

  /** The trial has no number yet. */
  record CreateTrial(int study, FrozenTrial trial) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.study(study).ifPresent(entry -> ledger.createTrial(entry, trial));
    }
  }

  record SetTrialParam(int trial, String name, double internal, Distribution distribution)
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
   * @param values empty if nothing is said of them
   * @param at when the trial was begun with or finished, as the state says
   */
  record SetTrialState(int trial, TrialState state, Optional<List<Double>> values, Instant at)
      implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> ledger.setState(entry, state, values, at));
    }
  }

  record SetIntermediateValue(int trial, int step, double value) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> entry.report(step, value));
    }
  }

  record SetTrialAttr(int trial, Owner owner, String key, Object value) implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {
      ledger.updatable(trial).ifPresent(entry -> entry.setAttr(owner, key, value));
    }
  }

  /** Of the port of Optuna to Rust; Optuna itself takes no notice. */
  record DiscardTrials() implements JournalRecord {
    @Override
    public void apply(Ledger ledger) {}
  }
}
