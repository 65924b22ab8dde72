package dev.kinoloom.store;

/** The stores of one database. */
public record Stores(
    JobStore jobs,
    TaskStore tasks,
    NodeStore nodes,
    KeyStore keys,
    FactStore facts,
    PaidCallStore paidCalls) {

  public static Stores over(Database database) {
    return new Stores(
        new PgJobStore(database),
        new PgTaskStore(database),
        new PgNodeStore(database),
        new PgKeyStore(database),
        new PgFactStore(database),
        new PgPaidCallStore(database));
  }
}
