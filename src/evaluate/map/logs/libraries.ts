// Logging libraries as data, per language. Sources: the documentation of each library.
import type { Language } from '../../../contracts.js';

interface Logging {
  modules: readonly string[];
  /** Libraries whose records are fields by nature. */
  structured: readonly string[];
  /** Libraries whose first argument is the name of the event. */
  named: readonly string[];
}

export const LOGGING: Record<Language, Logging> = {
  typescript: {
    modules: [
      'pino',
      'winston',
      'bunyan',
      'log4js',
      'consola',
      'tslog',
      'loglevel',
      'debug',
      'roarr',
      '@logtape',
      'signale',
      'evlog',
    ],
    structured: ['pino', 'winston', 'bunyan', 'roarr', '@logtape', 'tslog', 'evlog'],
    named: [],
  },
  python: {
    modules: ['logging', 'structlog', 'loguru', 'eliot', 'logbook'],
    structured: ['structlog', 'eliot'],
    named: ['structlog', 'eliot'],
  },
  rust: {
    modules: ['log', 'tracing', 'slog', 'env_logger', 'fern', 'log4rs'],
    structured: ['tracing', 'slog'],
    named: [],
  },
  go: {
    modules: [
      'log',
      'log/slog',
      'go.uber.org/zap',
      'github.com/rs/zerolog',
      'github.com/sirupsen/logrus',
      'github.com/charmbracelet/log',
      'k8s.io/klog',
      'github.com/golang/glog',
    ],
    structured: ['log/slog', 'go.uber.org/zap', 'github.com/rs/zerolog', 'github.com/sirupsen/logrus'],
    named: [],
  },
};

/** Methods and macros that leave one record. */
export const LEVELS =
  /^(trace|debug|info|notice|warn|warning|error|exception|critical|fatal|success|log|event|verbose)(f|ln|w|_once|Context)?!?$|^(Trace|Debug|Info|Warn|Error|Fatal|Print|Panic|Log)(f|ln|w|Context)?$/;

/** Calls that give log records a lasting destination. */
export const DESTINATIONS =
  /(^|[.:])(FileHandler|RotatingFileHandler|TimedRotatingFileHandler|SocketHandler|HTTPHandler|WriteLoggerFactory|SetOutput|NewJSONHandler|NewTextHandler|transports\.File|DailyRotateFile|pino\.destination|pino\.transport|destination|rolling|RollingFileAppender|file_appender|with_writer|BatchSpanProcessor|BatchLogRecordProcessor|SimpleSpanProcessor|PeriodicExportingMetricReader|\w*Exporter|lumberjack\.Logger)$/;
