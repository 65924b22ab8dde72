package dev.kinoloom.store;

/** The stores behind what operators see and do. */
public record Operations(
    LineStore lines,
    SecretStore secrets,
    BoardStore board,
    InterventionStore interventions,
    DeadLetterStore deadLetters,
    DoubtStore doubts,
    RosterStore roster,
    AuditStore audit,
    RetentionStore retention,
    StorageStore storage) {

  public static Operations over(Database database) {
    return new Operations(
        new PgLineStore(database),
        new PgSecretStore(database),
        new PgBoardStore(database),
        new PgInterventionStore(database),
        new PgDeadLetterStore(database),
        new PgDoubtStore(database),
        new PgRosterStore(database),
        new PgAuditStore(database),
        new PgRetentionStore(database),
        new PgStorageStore(database));
  }
}
