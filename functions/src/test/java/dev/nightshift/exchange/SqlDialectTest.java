package dev.nightshift.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightshift.source.SourceRefusedException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlDialectTest {
    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 40P01, 0, true",
        "POSTGRESQL, 40001, 0, true",
        "POSTGRESQL, 57P01, 0, true",
        "POSTGRESQL, 08006, 0, true",
        "POSTGRESQL, 42703, 0, false",
        "POSTGRESQL, 23505, 0, false",
        "SQL_SERVER, 40001, 1205, true",
        "SQL_SERVER, S0001, 3960, true",
        "SQL_SERVER, 08S01, 0, true",
        "SQL_SERVER, S0001, 207, false",
        "SQL_SERVER, S0001, 2627, false"
    })
    void knowsWhatPasses(SqlDialect dialect, String state, int code, boolean passes) {
        assertThat(dialect.passes(new SQLException("", state, code))).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, 22P02, 0, true",
        "POSTGRESQL, 23514, 0, true",
        "POSTGRESQL, 42P01, 0, false",
        "SQL_SERVER, S0001, 245, true",
        "SQL_SERVER, S0001, 2628, true",
        "SQL_SERVER, S0001, 207, false"
    })
    void knowsWhatIsOfARecordsValues(SqlDialect dialect, String state, int code, boolean is) {
        assertThat(dialect.isOfValues(new SQLException("", state, code))).isEqualTo(is);
    }

    @ParameterizedTest
    @EnumSource
    void hasItsDriver(SqlDialect dialect) {
        assertThat(dialect.driver()).isNotNull();
    }

    @Test
    void tellsOfAnErrorOnlyWhatNoRecordIsIn() {
        var connections = new SqlConnections("jdbc:postgresql://h/d", "u", "p");

        assertThat(connections.refused(new SQLException("column \"x\" does not exist", "42703")))
                .hasMessageContaining("column \"x\"");
        assertThat(connections.refused(new SQLException("invalid: \"Ann Lee\"", "22P02")))
                .hasMessage("the database refuses: SQLState 22P02, code 0");
    }

    @Test
    void takesSecretsAsRdsWritesThem() {
        assertThat(
                        DatabaseSecret.connections(
                                        """
                                        {"engine":"sqlserver-se","host":"h","port":1433,"dbname":"d","username":"u","password":"p"}
                                        """)
                                .dialect())
                .isEqualTo(SqlDialect.SQL_SERVER);
        assertThat(
                        DatabaseSecret.connections(
                                        """
                                        {"engine":"aurora-postgresql","host":"h","dbname":"d","username":"u","password":"p"}
                                        """)
                                .dialect())
                .isEqualTo(SqlDialect.POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hunter2", "{\"password\":\"hunter2\"}", "{\"jdbc_url\":\"jdbc:h2:x\"}"})
    void neverTellsASecretThatIsNone(String secret) {
        assertThatExceptionOfType(SourceRefusedException.class)
                .isThrownBy(() -> DatabaseSecret.connections(secret))
                .withMessageNotContaining("hunter2");
    }

    @Test
    void refusesAPasswordInAnAddress() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new JdbcSettings(
                                        "jdbc:postgresql://h/d?user=u&password=hunter2",
                                        null,
                                        null))
                .withMessageNotContaining("hunter2");
        assertThat(new JdbcSettings("jdbc:postgresql://h/d", "u", "hunter2").toString())
                .doesNotContain("hunter2");
    }
}
