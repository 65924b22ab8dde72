package dev.kinoloom.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Which place keeps the artifacts of a database: told by the first node, asked by all. Blocks. */
public final class PlaceClaim {
  private static final String PLACE_CLAIM =
      """
      insert into kinoloom.artifact_place(id, place) values (?, ?) on conflict do nothing
      """;

  private static final String PLACE_FIND =
      """
      select id, place from kinoloom.artifact_place
      """;

  private PlaceClaim() {}

  /**
   * A place that keeps artifacts.
   *
   * @param id that it bears
   * @param where for people: what the node that told of it calls it
   */
  public record Place(String id, String where) {}

  /** The place that the database knows; empty = none yet. Throws {@link StoreUnavailable}. */
  public static Optional<Place> known(DatabaseAddress address) {
    try (var connection = address.open()) {
      return read(connection);
    } catch (SQLException e) {
      throw unavailable(address, e);
    }
  }

  /**
   * Answers the place that the database knows: {@code place} itself if it knew none. Throws {@link
   * StoreUnavailable}.
   */
  public static Place claim(DatabaseAddress address, Place place) {
    try (var connection = address.open()) {
      insert(connection, place);
      return find(connection);
    } catch (SQLException e) {
      throw unavailable(address, e);
    }
  }

  private static void insert(Connection connection, Place place) throws SQLException {
    try (var statement = connection.prepareStatement(PLACE_CLAIM)) {
      statement.setString(1, place.id());
      statement.setString(2, place.where());
      statement.executeUpdate();
    }
  }

  private static StoreUnavailable unavailable(DatabaseAddress address, SQLException e) {
    return new StoreUnavailable(
        "the database %s on %s:%d does not tell where artifacts are kept (%s): try again"
            .formatted(address.database(), address.host(), address.port(), e.getMessage()),
        e);
  }

  private static Place find(Connection connection) throws SQLException {
    return read(connection).orElseThrow(() -> new SQLException("the row is gone"));
  }

  private static Optional<Place> read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(PLACE_FIND)) {
      return row.next()
          ? Optional.of(new Place(row.getString(1), row.getString(2)))
          : Optional.empty();
    }
  }
}
