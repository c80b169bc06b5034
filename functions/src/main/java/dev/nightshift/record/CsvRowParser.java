package dev.nightshift.record;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the cells of one row apart. */
final class CsvRowParser {
    /** The most cells of a row, a limit of FastCSV. */
    static final int MOST_CELLS = 16_384;

    private final CsvReader.CsvReaderBuilder fastCsv;

    CsvRowParser(char delimiter) {
        fastCsv = CsvReader.builder().fieldSeparator(delimiter);
    }

    /** The cells of a row without a defect; null when it has more than {@link #MOST_CELLS}. */
    @Nullable List<String> cells(RawRow row) {
        try {
            return fastCsv.ofSingleCsvRecord(row.text()).getFields();
        } catch (CsvParseException _) {
            return null;
        }
    }
}
