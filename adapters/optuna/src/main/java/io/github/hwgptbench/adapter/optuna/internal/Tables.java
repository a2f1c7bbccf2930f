package io.github.hwgptbench.adapter.optuna.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Questions and changes within one transaction. Times are exact to the microsecond.
 *
 * @since 0.2.0
 */
public interface Tables {

  /** Whose attributes. */
  enum Attrs {
    /** Of a study, by users. */
    STUDY_USER,
    /** Of a study, by Optuna and samplers. */
    STUDY_SYSTEM,
    /** Of a trial, by users. */
    TRIAL_USER,
    /** Of a trial, by Optuna and samplers. */
    TRIAL_SYSTEM
  }

  /** Returns all studies, in the order of their creation. */
  List<StudyRow> studies();

  /** Returns a study. */
  Optional<StudyRow> study(int id);

  /** Returns the JSON of attributes by name. */
  Map<String, String> attrs(Attrs whose, int id);

  /** Returns some trials of a study: those of these ids, and all from an id on; by id. */
  List<TrialHead> heads(int study, Collection<Integer> ids, int from);

  /** Returns all about some trials, by id. */
  List<TrialRows> trials(List<TrialHead> heads);

  /** Lets nobody else add trials to a study until the end of the transaction. */
  void lockStudy(int id);

  /** Lets nobody else change the state of a trial until the end of the transaction. */
  void lockTrial(int id);

  /** Adds a study and returns its id; nothing if there is one of this name. */
  OptionalInt addStudy(String name, List<String> directions);

  /** Deletes a study with its trials. */
  void deleteStudy(int id);

  /** Sets an attribute. */
  void setAttr(Attrs whose, int id, String name, String json);

  /** Adds a trial to a study, whatever the id and the number in its head, and returns its id. */
  int addTrial(int study, TrialRows trial);

  /** Begins with a trial that is waiting; returns whether it was. */
  boolean startTrial(int id, Instant at);

  /** Finishes a trial. */
  void finishTrial(int id, String state, List<Double> values, Instant at);

  /** Sets a parameter. */
  void setParam(int trial, TrialRows.Param param);

  /** Notes an intermediate value, unless there is one of this step. */
  void addIntermediateValue(int trial, long step, double value);

  /** Notes that a trial is alive now. */
  void beat(int trial);

  /** Returns the running trials of a study whose last heartbeat is older than so many seconds. */
  List<Integer> staleTrials(int study, long seconds);
}
