// Beyond the machine: the network, databases, messages to people, and money.
import { deleted, type EffectPattern, each, inserted, queried, SQL } from '../pattern.js';

const VERBS = 'get post put patch delete head request stream';

const HTTP = ['requests', 'httpx', 'aiohttp', 'niquests', 'curl_cffi', 'requests_html', 'cloudscraper'];

const network: EffectPattern[] = [
  ...each({ class: 'network', module: HTTP }, `${VERBS} options`),
  ...each(
    {
      class: 'network',
      module: HTTP,
      how: 'instance',
      receiver: ['session', 'client', 'http', 'sess', '=s', 'requests', 'api'],
    },
    `${VERBS} send ws_connect`,
  ),
  ...each({ class: 'network', module: ['urllib.request', 'urllib2'] }, 'urlopen urlretrieve'),
  ...each({ class: 'network', module: ['urllib3'], how: 'instance' }, 'http.request pool.request urlopen'),
  ...each({ class: 'network', module: ['http.client'] }, 'HTTPConnection HTTPSConnection'),
  ...each(
    { class: 'network', module: ['socket', 'websockets', 'websocket'] },
    'create_connection connect WebSocketApp',
  ),
  ...each(
    { class: 'network', module: ['socket'], how: 'instance', receiver: ['sock', 'socket', '=s'] },
    'connect sendall',
  ),
  ...each({ class: 'network', module: ['asyncio'] }, 'open_connection'),
  ...each(
    {
      class: 'network',
      module: ['playwright', 'selenium', 'pyppeteer', 'patchright', 'helium'],
      how: 'instance',
      receiver: ['page', 'driver', 'tab'],
    },
    'goto get',
  ),
  ...each({ class: 'network', module: ['helium'] }, 'go_to'),
  ...each(
    { class: 'network', module: ['duckduckgo_search', 'ddgs'], how: 'instance' },
    'ddgs.text DDGS.text ddgs.news',
  ),
  ...each(
    {
      class: 'network',
      module: ['tavily', 'exa_py', 'firecrawl', 'wikipedia', 'wikipediaapi', 'serpapi'],
      how: 'instance',
    },
    'search search_and_contents scrape_url scrape crawl_url page',
  ),
];

const SQL_CLIENTS = [
  'sqlite3',
  'aiosqlite',
  'sqlalchemy',
  'sqlmodel',
  'psycopg',
  'psycopg2',
  'psycopg_pool',
  'asyncpg',
  'pymysql',
  'aiomysql',
  'mysql',
  'MySQLdb',
  'duckdb',
  'databases',
  'libsql',
  'clickhouse_connect',
  'snowflake.connector',
  'pyodbc',
];

const CONNECTIONS = [
  'conn',
  'cursor',
  '=cur',
  '=c',
  'db',
  'database',
  'session',
  'engine',
  'pool',
  'tx',
  'transaction',
  'con',
];

const MONGO = ['pymongo', 'motor', 'mongoengine', 'beanie'];

const REDIS = ['redis', 'aioredis', 'upstash_redis', 'valkey'];

const REDIS_NAMES = ['redis', 'client', '=r', 'cache', 'pipe', 'valkey'];

const database: EffectPattern[] = [
  ...each(
    {
      ...inserted,
      module: SQL_CLIENTS,
      how: 'instance',
      receiver: CONNECTIONS,
      argument: { at: 0, keyword: 'sql', variants: SQL },
    },
    'execute executemany executescript exec_driver_sql exec',
  ),
  ...each(
    { ...queried, module: SQL_CLIENTS, how: 'instance', receiver: CONNECTIONS },
    'fetch fetchone fetchall fetchmany fetchrow fetchval fetch_one fetch_all scalars scalar',
  ),
  ...each(
    {
      ...inserted,
      module: ['sqlalchemy', 'sqlmodel', 'flask_sqlalchemy'],
      how: 'instance',
      receiver: ['session', 'db'],
    },
    'add add_all merge commit bulk_save_objects',
  ),
  ...each(
    {
      ...queried,
      module: ['sqlalchemy', 'sqlmodel', 'flask_sqlalchemy'],
      how: 'instance',
      receiver: ['session', 'db'],
    },
    'query get',
  ),
  ...each(
    {
      ...deleted,
      module: ['sqlalchemy', 'sqlmodel', 'flask_sqlalchemy'],
      how: 'instance',
      receiver: ['session', 'db'],
    },
    'delete',
  ),
  ...each(
    { ...inserted, module: ['django.db', 'tortoise', 'peewee'], how: 'instance' },
    'objects.create objects.bulk_create objects.update_or_create objects.acreate',
  ),
  ...each(
    { ...inserted, module: MONGO, how: 'instance' },
    'insert_one insert_many update_one update_many replace_one find_one_and_update bulk_write',
  ),
  ...each({ ...queried, module: MONGO, how: 'instance' }, 'find_one aggregate count_documents'),
  ...each({ ...deleted, module: MONGO, how: 'instance' }, 'delete_one delete_many'),
  ...each(
    { ...inserted, module: REDIS, how: 'instance', receiver: REDIS_NAMES },
    'set setex hset lpush rpush xadd sadd zadd mset',
  ),
  ...each(
    { ...queried, module: REDIS, how: 'instance', receiver: REDIS_NAMES },
    'get hget hgetall lrange xread smembers zrange',
  ),
  ...each({ ...deleted, module: REDIS, how: 'instance', receiver: REDIS_NAMES }, 'delete hdel'),
  ...each({ ...inserted, module: ['boto3', 'aioboto3'], how: 'instance' }, 'put_item update_item batch_write_item'),
  ...each(
    {
      ...inserted,
      module: ['chromadb', 'qdrant_client', 'pinecone', 'lancedb', 'weaviate'],
      how: 'instance',
      receiver: ['collection', 'index', 'client', 'table'],
    },
    'add upsert',
  ),
  ...each(
    {
      ...inserted,
      module: ['tinydb', 'shelve', 'diskcache', 'dbm'],
      how: 'instance',
      receiver: ['db', 'cache', 'table', 'shelf'],
    },
    'insert upsert set',
  ),
];

const message: EffectPattern[] = [
  ...each(
    { class: 'message', how: 'instance' },
    'chat_postMessage chat_postEphemeral files_upload_v2 users.messages.send',
  ),
  ...each({ class: 'message', module: ['smtplib', 'aiosmtplib'], how: 'instance' }, 'send_message sendmail'),
  ...each({ class: 'message', module: ['aiosmtplib', 'django.core.mail', 'yagmail'] }, 'send send_mail SMTP.send'),
  ...each({ class: 'message', module: ['twilio'], how: 'instance' }, 'messages.create calls.create'),
  ...each(
    { class: 'message', module: ['sendgrid', 'resend', 'mailersend'], how: 'instance' },
    'sg.send client.send sg.client.mail.send.post Emails.send',
  ),
  ...each(
    { class: 'message', module: ['discord', 'nextcord', 'disnake'], how: 'instance' },
    'channel.send ctx.send message.reply user.send author.send response.send_message followup.send',
  ),
  ...each(
    { class: 'message', module: ['telegram', 'telebot', 'aiogram', 'telethon', 'pyrogram'], how: 'instance' },
    'send_message reply_text message.answer bot.reply_to',
  ),
  ...each(
    { class: 'message', module: ['slack_bolt', 'slack_sdk'], how: 'instance' },
    'webhook.send client.chat_update',
  ),
  ...each(
    { class: 'message', module: ['boto3', 'aioboto3'], how: 'instance' },
    'send_email send_raw_email sns.publish',
  ),
  ...each(
    { class: 'message', module: ['github', 'gitlab', 'jira', 'tweepy', 'praw'], how: 'instance' },
    'create_comment create_issue_comment add_comment create_tweet update_status',
  ),
];

const spend: EffectPattern[] = [
  ...each(
    { class: 'spend', module: ['stripe'] },
    'PaymentIntent.create PaymentIntent.confirm Charge.create checkout.Session.create Transfer.create Payout.create Subscription.create Invoice.pay Refund.create',
  ),
  ...each(
    { class: 'spend', module: ['stripe'], how: 'instance' },
    'payment_intents.create charges.create transfers.create payouts.create',
  ),
  ...each(
    { class: 'spend', module: ['paypalrestsdk', 'paypalcheckoutsdk', 'braintree'], how: 'instance' },
    'payment.execute OrdersCaptureRequest transaction.sale Transaction.sale',
  ),
  ...each(
    { class: 'spend', module: ['web3', 'solana', 'solders', 'eth_account', 'coinbase_agentkit'], how: 'instance' },
    'send_transaction send_raw_transaction sendTransaction transact',
  ),
  ...each(
    { class: 'spend', module: ['ccxt', 'alpaca', 'alpaca_trade_api', 'binance'], how: 'instance' },
    'create_order submit_order create_market_order create_limit_order',
  ),
];

export const effects: EffectPattern[] = [...network, ...database, ...message, ...spend];
