// Beyond the machine: the network, databases, messages to people, and money.
import { deleted, type EffectPattern, each, inserted, queried, SQL } from '../pattern.js';

const network: EffectPattern[] = [
  ...each(
    { class: 'network', module: ['net/http', 'golang.org/x/net/context/ctxhttp'] },
    'Get Post PostForm Head Do NewRequest NewRequestWithContext DefaultClient.Do',
  ),
  ...each(
    {
      class: 'network',
      module: ['net/http', 'github.com/hashicorp/go-retryablehttp'],
      how: 'instance',
      receiver: ['client', 'http'],
    },
    'Do Get Post PostForm RoundTrip',
  ),
  ...each(
    { class: 'network', module: ['github.com/go-resty/resty', 'resty.dev'], how: 'instance' },
    'R.Get R.Post R.Put R.Delete R.SetBody.Post R.Execute',
  ),
  ...each({ class: 'network', module: ['net', 'crypto/tls'] }, 'Dial DialTimeout DialTCP'),
  ...each(
    { class: 'network', module: ['github.com/gorilla/websocket', 'github.com/coder/websocket', 'nhooyr.io/websocket'] },
    'Dial DefaultDialer.Dial DefaultDialer.DialContext',
  ),
  ...each({ class: 'network', module: ['google.golang.org/grpc'] }, 'Dial DialContext NewClient'),
  ...each({ class: 'network', module: ['github.com/gocolly/colly'], how: 'instance' }, 'Visit'),
  ...each({ class: 'network', module: ['github.com/chromedp/chromedp'] }, 'Navigate'),
];

const SQL_CLIENTS = [
  'database/sql',
  'github.com/jmoiron/sqlx',
  'github.com/jackc/pgx',
  'zombiezen.com/go/sqlite',
  'crawshaw.io/sqlite',
];

const CONNECTIONS = ['conn', 'db', 'database', 'tx', 'txn', 'stmt', 'statement', 'pool', '=q', 'store', 'querier'];

const REDIS = ['github.com/redis/go-redis', 'github.com/go-redis/redis', 'github.com/gomodule/redigo'];

const database: EffectPattern[] = [
  ...each(
    { ...inserted, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS, argument: { at: 0, variants: SQL } },
    'Exec MustExec Prepare Preparex NamedExec',
  ),
  ...each(
    { ...inserted, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS, argument: { at: 1, variants: SQL } },
    'ExecContext PrepareContext NamedExecContext',
  ),
  ...each(
    { ...queried, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS, argument: { at: 0, variants: SQL } },
    'Query QueryRow Queryx QueryRowx NamedQuery',
  ),
  ...each(
    { ...queried, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS, argument: { at: 1, variants: SQL } },
    'QueryContext QueryRowContext QueryxContext QueryRowxContext',
  ),
  ...each(
    { ...queried, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS },
    'Get Select GetContext SelectContext',
  ),
  ...each(
    { ...inserted, module: ['gorm.io', 'github.com/jinzhu/gorm'], how: 'instance', receiver: CONNECTIONS },
    'Create Save Update Updates Exec FirstOrCreate',
  ),
  ...each(
    { ...queried, module: ['gorm.io', 'github.com/jinzhu/gorm'], how: 'instance', receiver: CONNECTIONS },
    'Find First Take Scan Raw',
  ),
  ...each(
    { ...deleted, module: ['gorm.io', 'github.com/jinzhu/gorm'], how: 'instance', receiver: CONNECTIONS },
    'Delete',
  ),
  ...each(
    {
      ...inserted,
      module: [
        'go.etcd.io/bbolt',
        'github.com/boltdb/bolt',
        'github.com/dgraph-io/badger',
        'github.com/cockroachdb/pebble',
      ],
      how: 'instance',
      receiver: ['bucket', '=b', 'txn', 'tx', 'db', 'batch'],
    },
    'Put Set',
  ),
  ...each(
    {
      ...queried,
      module: [
        'go.etcd.io/bbolt',
        'github.com/boltdb/bolt',
        'github.com/dgraph-io/badger',
        'github.com/cockroachdb/pebble',
      ],
      how: 'instance',
      receiver: ['bucket', '=b', 'txn', 'tx', 'db'],
    },
    'Get',
  ),
  ...each(
    { ...inserted, module: REDIS, how: 'instance', receiver: ['redis', 'client', 'rdb', 'pipe', 'conn'] },
    'Set SetEx HSet LPush RPush XAdd SAdd ZAdd',
  ),
  ...each(
    { ...queried, module: REDIS, how: 'instance', receiver: ['redis', 'client', 'rdb', 'conn'] },
    'Get HGet HGetAll LRange XRead',
  ),
  ...each({ ...deleted, module: REDIS, how: 'instance', receiver: ['redis', 'client', 'rdb', 'conn'] }, 'Del HDel'),
  ...each(
    { ...inserted, module: ['go.mongodb.org/mongo-driver'], how: 'instance' },
    'InsertOne InsertMany UpdateOne UpdateMany ReplaceOne FindOneAndUpdate',
  ),
  ...each({ ...queried, module: ['go.mongodb.org/mongo-driver'], how: 'instance' }, 'FindOne Aggregate'),
  ...each({ ...deleted, module: ['go.mongodb.org/mongo-driver'], how: 'instance' }, 'DeleteOne DeleteMany'),
];

const message: EffectPattern[] = [
  ...each({ class: 'message', module: ['net/smtp'] }, 'SendMail'),
  ...each(
    { class: 'message', module: ['gopkg.in/gomail.v2', 'github.com/wneessen/go-mail'], how: 'instance' },
    'DialAndSend',
  ),
  ...each(
    { class: 'message', module: ['github.com/slack-go/slack'], how: 'instance' },
    'PostMessage PostMessageContext PostEphemeral',
  ),
  ...each(
    { class: 'message', module: ['github.com/bwmarrin/discordgo'], how: 'instance' },
    'ChannelMessageSend ChannelMessageSendReply InteractionRespond',
  ),
  ...each(
    {
      class: 'message',
      module: ['github.com/go-telegram-bot-api/telegram-bot-api', 'github.com/go-telegram/bot', 'gopkg.in/telebot.v3'],
      how: 'instance',
      receiver: ['bot', '=b', 'api'],
    },
    'Send SendMessage',
  ),
  ...each({ class: 'message', module: ['github.com/twilio/twilio-go'], how: 'instance' }, 'CreateMessage CreateCall'),
  ...each(
    {
      class: 'message',
      module: ['github.com/sendgrid/sendgrid-go', 'github.com/resend/resend-go'],
      how: 'instance',
      receiver: ['client', 'emails'],
    },
    'Send SendWithContext',
  ),
  ...each(
    { class: 'message', module: ['github.com/google/go-github'], how: 'instance' },
    'Issues.CreateComment PullRequests.CreateReview',
  ),
];

const spend: EffectPattern[] = [
  ...each(
    { class: 'spend', module: ['github.com/stripe/stripe-go'] },
    'paymentintent.New paymentintent.Confirm charge.New transfer.New payout.New refund.New subscription.New',
  ),
  ...each(
    { class: 'spend', module: ['github.com/stripe/stripe-go'], how: 'instance' },
    'PaymentIntents.New Charges.New V1PaymentIntents.Create V1Charges.Create',
  ),
  ...each(
    {
      class: 'spend',
      module: ['github.com/ethereum/go-ethereum', 'github.com/gagliardetto/solana-go'],
      how: 'instance',
    },
    'SendTransaction SendAndConfirmTransaction',
  ),
];

export const effects: EffectPattern[] = [...network, ...database, ...message, ...spend];
